import { lbListenerConfigureAcmCertificate } from "../../policies/lb/listener-configure-acm-certificate.ts";
import { lbListenerConfigureModernTls } from "../../policies/lb/listener-configure-modern-tls.ts";
import { lbListenerEnforceHttps } from "../../policies/lb/listener-enforce-https.ts";
import { lbLoadbalancerConfigureDesyncMitigation } from "../../policies/lb/loadbalancer-configure-desync-mitigation.ts";
import { lbLoadbalancerDisallowClassic } from "../../policies/lb/loadbalancer-disallow-classic.ts";
import { lbLoadbalancerEnableAccessLogs } from "../../policies/lb/loadbalancer-enable-access-logs.ts";
import { lbLoadbalancerEnableCrossZone } from "../../policies/lb/loadbalancer-enable-cross-zone.ts";
import { lbLoadbalancerEnableDeletionProtection } from "../../policies/lb/loadbalancer-enable-deletion-protection.ts";
import { lbLoadbalancerEnableInvalidHeaderDrop } from "../../policies/lb/loadbalancer-enable-invalid-header-drop.ts";
import { lbLoadbalancerMissingWebAcl } from "../../policies/lb/loadbalancer-missing-web-acl.ts";
import { lbTargetgroupConfigureTlsAndHealth } from "../../policies/lb/targetgroup-configure-tls-and-health.ts";
import { inStack, maker, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const balancerType = "aws:lb/loadBalancer:LoadBalancer";
const balancer = maker(balancerType);
const old = maker("aws:alb/loadBalancer:LoadBalancer");
const listener = maker("aws:lb/listener:Listener");
const oldListener = maker("aws:alb/listener:Listener");
const targets = maker("aws:lb/targetGroup:TargetGroup");
const https = (rest: object) => listener({ port: 443, protocol: "HTTPS", ...rest });
const redirect = (protocol?: string) => [{ type: "redirect", redirect: { protocol, statusCode: "HTTP_301" } }];
const of = (type: string, property: string, target: string, rest: object = {}) =>
  resource(type, "part", { [property]: unknown, ...rest }, { propertyDependencies: { [property]: [target] } });
const toBalancer = urnOf(balancerType, "one");
const modern = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

testCases([
  [lbListenerEnforceHttps, "plain HTTP is redirected", [], listener({ port: 80, protocol: "HTTP", defaultActions: redirect("HTTPS") })],
  [
    lbListenerEnforceHttps,
    "one action alone, redirected",
    [],
    oldListener({ port: 80, protocol: "HTTP", defaultActions: redirect("HTTPS")[0] }),
  ],
  [
    lbListenerEnforceHttps,
    "plain HTTP is served",
    ["plain HTTP on 80 does forward; redirect to HTTPS"],
    listener({ port: 80, protocol: "HTTP", defaultActions: [{ type: "forward" }] }),
  ],
  [
    lbListenerEnforceHttps,
    "redirected to plain HTTP",
    ["plain HTTP on 80 redirects to the same protocol; set protocol HTTPS"],
    listener({ port: 80, defaultActions: redirect() }),
  ],
  [
    lbListenerEnforceHttps,
    "no listener speaks HTTPS",
    ["none of its listeners uses HTTPS; add one on port 443"],
    balancer(),
    of("aws:lb/listener:Listener", "loadBalancerArn", toBalancer, { port: 80, protocol: "HTTP", defaultActions: redirect("HTTPS") }),
  ],
  [lbListenerEnforceHttps, "listeners are another stack's", "notApplicable", balancer()],
  [lbListenerConfigureModernTls, "TLS 1.2 and 1.3", [], https({ sslPolicy: modern })],
  [
    lbListenerConfigureModernTls,
    "TLS of a network load balancer",
    [],
    listener({ port: 443, protocol: "TLS", sslPolicy: "ELBSecurityPolicy-TLS13-1-3-2021-06" }),
  ],
  [lbListenerConfigureModernTls, "AWS's old default", [`sslPolicy is unset; set ${modern}`], https({})],
  [
    lbListenerConfigureModernTls,
    "TLS 1.0",
    [`sslPolicy is ELBSecurityPolicy-TLS13-1-0-2021-06; set ${modern}`],
    https({ sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" }),
  ],
  [lbListenerConfigureModernTls, "plain HTTP", "notApplicable", listener({ port: 80, protocol: "HTTP" })],
  [
    lbListenerConfigureModernTls,
    "AWS decides",
    "unknown",
    resource("aws:lb/listener:Listener", "one", { port: 443, sslPolicy: unknown }, { propertyDependencies: { sslPolicy: ["urn"] } }),
  ],
  [lbListenerConfigureAcmCertificate, "a certificate of ACM", [], https({ certificateArn: "arn:aws:acm:eu-west-1:1:certificate/x" })],
  [
    lbListenerConfigureAcmCertificate,
    "one that is made with it",
    [],
    resource(
      "aws:lb/listener:Listener",
      "one",
      { port: 443, certificateArn: unknown },
      { propertyDependencies: { certificateArn: [urnOf("aws:acm/certificate:Certificate", "c")] } },
    ),
  ],
  [
    lbListenerConfigureAcmCertificate,
    "a new one of IAM",
    ["certificateArn is IAM's c; name a certificate of ACM"],
    resource("aws:iam/serverCertificate:ServerCertificate", "c"),
    of("aws:lb/listener:Listener", "certificateArn", urnOf("aws:iam/serverCertificate:ServerCertificate", "c"), { port: 443 }),
  ],
  [lbListenerConfigureAcmCertificate, "none", ["certificateArn is unset; name a certificate of ACM"], https({})],
  [lbLoadbalancerEnableInvalidHeaderDrop, "dropped", [], old({ dropInvalidHeaderFields: true })],
  [lbLoadbalancerEnableInvalidHeaderDrop, "passed", ["dropInvalidHeaderFields is unset; set true"], balancer()],
  [lbLoadbalancerEnableInvalidHeaderDrop, "a network load balancer", "notApplicable", balancer({ loadBalancerType: "network" })],
  [lbLoadbalancerConfigureDesyncMitigation, "AWS's default", [], balancer()],
  [
    lbLoadbalancerConfigureDesyncMitigation,
    "watched only",
    ["desyncMitigationMode is monitor; set defensive"],
    balancer({ desyncMitigationMode: "monitor" }),
  ],
  [lbLoadbalancerEnableAccessLogs, "logged", [], balancer({ accessLogs: { enabled: true, bucket: unknown } })],
  [
    lbLoadbalancerEnableAccessLogs,
    "a bucket alone",
    ["accessLogs.enabled is unset; set true"],
    balancer({ accessLogs: { bucket: "logs" } }),
  ],
  [
    lbLoadbalancerEnableAccessLogs,
    "no bucket",
    ["accessLogs.bucket is unset; name the log bucket"],
    balancer({ accessLogs: { enabled: true } }),
  ],
  [lbLoadbalancerEnableDeletionProtection, "protected", [], balancer({ enableDeletionProtection: true })],
  [lbLoadbalancerEnableDeletionProtection, "not protected", ["enableDeletionProtection is unset; set true"], balancer()],
  [lbLoadbalancerEnableDeletionProtection, "a stack for development", "notApplicable", ...inStack("shop-dev", balancer())],
  [lbLoadbalancerMissingWebAcl, "an internal one", "notApplicable", balancer({ internal: true })],
  [lbLoadbalancerMissingWebAcl, "nothing before it", ["no web ACL is associated; add an aws.wafv2.WebAclAssociation"], balancer()],
  [
    lbLoadbalancerMissingWebAcl,
    "a web ACL before it",
    [],
    balancer(),
    of("aws:wafv2/webAclAssociation:WebAclAssociation", "resourceArn", toBalancer, { webAclArn: "arn" }),
  ],
  [lbTargetgroupConfigureTlsAndHealth, "TLS and health", [], targets({ protocol: "HTTPS", healthCheck: { path: "/healthz" } })],
  [
    lbTargetgroupConfigureTlsAndHealth,
    "plain HTTP",
    ["protocol is HTTP; set HTTPS"],
    targets({ protocol: "HTTP", healthCheck: { path: "/" } }),
  ],
  [lbTargetgroupConfigureTlsAndHealth, "no health", ["healthCheck is unset; set one with a path"], targets({ protocol: "HTTPS" })],
  [
    lbTargetgroupConfigureTlsAndHealth,
    "health is off",
    ["healthCheck.enabled is false; set true"],
    targets({ protocol: "TCP", healthCheck: { enabled: false } }),
  ],
  [lbTargetgroupConfigureTlsAndHealth, "a function", "notApplicable", targets({ targetType: "lambda" })],
  [lbLoadbalancerEnableCrossZone, "an application load balancer", "notApplicable", balancer()],
  [
    lbLoadbalancerEnableCrossZone,
    "single zones",
    ["enableCrossZoneLoadBalancing is unset; set true"],
    balancer({ loadBalancerType: "network" }),
  ],
  [lbLoadbalancerEnableCrossZone, "all zones", [], balancer({ loadBalancerType: "gateway", enableCrossZoneLoadBalancing: true })],
  [
    lbLoadbalancerDisallowClassic,
    "a Classic Load Balancer",
    ["it is a Classic Load Balancer; use aws.lb.LoadBalancer"],
    maker("aws:elb/loadBalancer:LoadBalancer")(),
  ],
]);
