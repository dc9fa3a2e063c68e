import type { Policy } from "../model/policy.ts";
import { isPrivateZone, zoneType } from "./types.ts";

export const route53ZoneEnableQueryLogging: Policy = {
  name: "aws-route53-zone-enable-query-logging",
  description: "A public zone logs queries.",
  severity: "medium",
  controls: ["R53-01"],
  remediation: "Add a route53.QueryLog with a log group in us-east-1.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html#route53-2",
  types: [zoneType],
  check: (zone, stack) => {
    if (isPrivateZone(zone)) return undefined;
    return stack.referring(zone, "zoneId", ["aws:route53/queryLog:QueryLog"]).length > 0 ? [] : ["the zone has no QueryLog; add one"];
  },
};
