import type { Policy } from "../model/policy.ts";
import { isPrivateZone, zoneType } from "./types.ts";

export const route53ZoneEnableDnssec: Policy = {
  name: "aws-route53-zone-enable-dnssec",
  description: "A public zone is signed with DNSSEC.",
  severity: "low",
  controls: ["R53-02"],
  remediation: "Add a KeySigningKey and a HostedZoneDnsSec, then give the DS record to the registrar.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html",
  types: [zoneType],
  advisoryBecause:
    "it depends on the registrar, which no stack sees: signing alone has no effect, and a wrong order makes the store unreachable",
  check: (zone, stack) => {
    if (isPrivateZone(zone)) return undefined;
    const signing = stack.referring(zone, "hostedZoneId", ["aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"]);
    return signing.some((one) => one.text("signingStatus") !== "NOT_SIGNING") ? [] : ["the zone has no HostedZoneDnsSec; add one"];
  },
};
