import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { accountNeeds } from "../model/presence.ts";

export const guarddutyDetectorMissingInAccount: Policy = {
  name: "aws-guardduty-detector-missing-in-account",
  description: "An account has GuardDuty, which detects intrusions.",
  severity: "high",
  controls: ["GD-01"],
  remediation: "Create a guardduty.Detector in the account stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1",
  types: [wholeStack],
  check: accountNeeds(
    "guardDuty",
    "there is no detector; create a guardduty.Detector",
    (stack) => stack.ofType("aws:guardduty/detector:Detector").length > 0,
  ),
};
