import { expect, test } from "@jest/globals";
import { evaluate } from "../../policies/model/evaluate.ts";
import { stackOf } from "../../policies/model/graph.ts";
import { route53RecordDisallowDangling } from "../../policies/route53/record-disallow-dangling.ts";
import { route53ZoneDisallowHiddenNames } from "../../policies/route53/zone-disallow-hidden-names.ts";
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
  ["refuses none", ["the zone has no QueryLog; add one"], zone],
  ["has no opinion on private zones", "notApplicable", inside],
);

cases(
  route53ZoneEnableDnssec,
  ["passes signing", "compliant", zone, resource("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec", "sec", { hostedZoneId: "Z1" })],
  ["refuses none", ["the zone has no HostedZoneDnsSec; add one"], zone],
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
    "refuses an address of no one",
    ["leads to 198.51.100.7, which no resource of this stack has; refer to the resource instead"],
    record({ records: ["198.51.100.7"] }),
  ],
  ["has no opinion on other records", "notApplicable", resource("aws:route53/record:Record", "r", { type: "TXT", records: ["x"] })],
);

const below = resource("aws:route53/zone:Zone", "below", { id: "Z2", name: "dev.example.com" });
const named = (name: string, type: string, urn = name) => resource("aws:route53/record:Record", urn, { zoneId: "Z1", name, type });

cases(
  route53ZoneDisallowHiddenNames,
  ["passes a zone alone", "compliant", zone, named("example.com", "A"), named("example.com", "NS", "apex"), named("www.example.com", "A")],
  ["passes a delegation", "compliant", zone, named("dev.example.com", "NS"), named("dev.example.com", "DS", "ds")],
  [
    "refuses records below it",
    ["a.dev.example.com", "dev.example.com"].map((name) => `has a record ${name} that its own delegation hides; move it to the zone below`),
    zone,
    named("dev.example.com", "NS"),
    named("a.dev.example.com.", "A"),
    named("dev.example.com", "TXT", "text"),
  ],
  ["has no opinion on private zones", "notApplicable", inside],
);

test("a zone that delegates nothing to another zone of the stack is refused, and that other is not", () => {
  const verdict = (...resources: readonly ReturnType<typeof resource>[]) =>
    evaluate([route53ZoneDisallowHiddenNames], stackOf(resources)).flatMap(({ violations }) => violations.map(({ message }) => message));
  expect(verdict(zone, below)).toEqual(["has no delegation to dev.example.com, so that its names do not resolve; add an NS record"]);
  expect(verdict(zone, below, named("dev.example.com", "NS"))).toEqual([]);
});
