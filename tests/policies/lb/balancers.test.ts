import { lbListenerEnablePostQuantum } from "../../../policies/lb/listener-enable-post-quantum.ts";
import { lbLoadbalancerEnableHealthCheckLogs } from "../../../policies/lb/loadbalancer-enable-health-check-logs.ts";
import { lbLoadbalancerEnableZonalShift } from "../../../policies/lb/loadbalancer-enable-zonal-shift.ts";
import { broken } from "../broken.ts";
import { maker, testCases } from "../data-cases.ts";
import { change } from "../mutate.ts";
import { resource, unknown } from "../support.ts";

const balancer = maker("aws:lb/loadBalancer:LoadBalancer");
const listener = maker("aws:lb/listener:Listener");
const https = (sslPolicy?: string) => listener({ port: 443, protocol: "HTTPS", sslPolicy });
const old = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

testCases([
  [lbListenerEnablePostQuantum, "TLS 1.2 and 1.3 with ML-KEM", [], https("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09")],
  [lbListenerEnablePostQuantum, "validated modules with ML-KEM", [], https("ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09")],
  [
    lbListenerEnablePostQuantum,
    "elliptic curves alone",
    [`sslPolicy is ${old}, without post-quantum key agreement; set ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09`],
    https(old),
  ],
  [
    lbListenerEnablePostQuantum,
    "AWS's default",
    ["sslPolicy is unset, without post-quantum key agreement; set ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"],
    https(),
  ],
  [lbListenerEnablePostQuantum, "plain HTTP", "notApplicable", listener({ port: 80, protocol: "HTTP" })],
  [
    lbListenerEnablePostQuantum,
    "AWS decides",
    "unknown",
    resource("aws:lb/listener:Listener", "one", { port: 443, sslPolicy: unknown }, { propertyDependencies: { sslPolicy: ["urn"] } }),
  ],
  [lbLoadbalancerEnableHealthCheckLogs, "logged", [], balancer({ healthCheckLogs: { enabled: true, bucket: unknown } })],
  [lbLoadbalancerEnableHealthCheckLogs, "not logged", ["healthCheckLogs.enabled is unset; set true"], balancer()],
  [
    lbLoadbalancerEnableHealthCheckLogs,
    "no bucket",
    ["healthCheckLogs.bucket is unset; name the log bucket"],
    balancer({ healthCheckLogs: { enabled: true } }),
  ],
  [lbLoadbalancerEnableHealthCheckLogs, "a network load balancer", "notApplicable", balancer({ loadBalancerType: "network" })],
  [lbLoadbalancerEnableZonalShift, "may shift", [], balancer({ enableZonalShift: true })],
  [lbLoadbalancerEnableZonalShift, "AWS's default", ["enableZonalShift is unset; set true"], balancer()],
  [lbLoadbalancerEnableZonalShift, "a network load balancer", "notApplicable", balancer({ loadBalancerType: "network" })],
]);

broken("ALB-13", "a policy without ML-KEM", change(["aws:lb/listener:Listener", "edge-https"], { sslPolicy: old }));
broken("ALB-14", "health checks without a log", change("aws:lb/loadBalancer:LoadBalancer", { healthCheckLogs: undefined }));
broken("ALB-15", "no zonal shift", change("aws:lb/loadBalancer:LoadBalancer", { enableZonalShift: false }));
