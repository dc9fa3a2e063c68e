import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { homeNeeds } from "../model/presence.ts";
import { trailType } from "./types.ts";

export const cloudtrailTrailMissingInAccount: Policy = {
  name: "aws-cloudtrail-trail-missing-in-account",
  description: "An account has a trail for every Region.",
  severity: "critical",
  controls: ["CT-01"],
  remediation: "Create a multi-Region trail in the account stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
  types: [wholeStack],
  check: homeNeeds("trail", "there is no trail; create one with isMultiRegionTrail: true", (stack) => stack.ofType(trailType).length > 0),
};
