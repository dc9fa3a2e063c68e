import type { Policy } from "../model/policy.ts";
import { isPrivateZone, zoneType } from "./types.ts";

export const route53ZoneEnableDnssec: Policy = {
  name: "aws-route53-zone-enable-dnssec",
  description: "A public zone's answers are signed.",
  severity: "low",
  controls: ["R53-02"],
  remediation: "Add a KeySigningKey and a HostedZoneDnsSec, then give the DS record to the registrar.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html",
  types: [zoneType],
  advisoryBecause:
    "it needs the registrar's part, which no stack sees: signing without it does nothing, and a wrong order takes the store off the net",
  check: (zone, stack) => {
    if (isPrivateZone(zone)) return undefined;
    const signing = stack.referring(zone, "hostedZoneId", ["aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"]);
    return signing.some((one) => one.text("signingStatus") !== "NOT_SIGNING") ? [] : ["has no HostedZoneDnsSec; add one"];
  },
};
