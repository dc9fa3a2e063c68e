import { route53RecordDisallowDangling } from "../../policies/route53/record-disallow-dangling.ts";
import { route53ZoneEnableDnssec } from "../../policies/route53/zone-enable-dnssec.ts";
import { route53ZoneEnableQueryLogging } from "../../policies/route53/zone-enable-query-logging.ts";
import { cases } from "./policy-cases.ts";
import { resource } from "./support.ts";

const zone = resource("aws:route53/zone:Zone", "zone", { id: "Z1", name: "example.com" });
const inside = resource("aws:route53/zone:Zone", "zone", { id: "Z1", vpcs: [{ vpcId: "vpc-1" }] });
const record = (properties: Record<string, unknown>) => resource("aws:route53/record:Record", "r", { type: "A", ...properties });
const balancer = resource("aws:lb/loadBalancer:LoadBalancer", "alb", { dnsName: "alb-1.eu-central-1.elb.amazonaws.com" });

cases(
  route53ZoneEnableQueryLogging,
  ["passes a log", "compliant", zone, resource("aws:route53/queryLog:QueryLog", "log", { zoneId: "Z1" })],
  ["refuses none", ["has no QueryLog; add one"], zone],
  ["has no opinion on private zones", "notApplicable", inside],
);

cases(
  route53ZoneEnableDnssec,
  ["passes signing", "compliant", zone, resource("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec", "sec", { hostedZoneId: "Z1" })],
  ["refuses none", ["has no HostedZoneDnsSec; add one"], zone],
  ["has no opinion on private zones", "notApplicable", inside],
);

cases(
  route53RecordDisallowDangling,
  [
    "passes an address of this stack",
    "compliant",
    record({ records: ["198.51.100.7"] }),
    resource("aws:ec2/eip:Eip", "ip", { publicIp: "198.51.100.7" }),
  ],
  [
    "passes an alias of this stack",
    "compliant",
    record({ aliases: [{ name: "dualstack.ALB-1.eu-central-1.elb.amazonaws.com." }] }),
    balancer,
  ],
  ["passes a private address", "compliant", record({ records: ["10.0.0.7"] })],
  [
    "refuses an address of nobody",
    ["leads to 198.51.100.7, which nothing in this stack has; take it from its resource"],
    record({ records: ["198.51.100.7"] }),
  ],
  ["has no opinion on other records", "notApplicable", resource("aws:route53/record:Record", "r", { type: "TXT", records: ["x"] })],
);
