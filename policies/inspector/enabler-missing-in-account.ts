import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { accountNeeds } from "../model/presence.ts";

export const inspectorEnablerMissingInAccount: Policy = {
  name: "aws-inspector-enabler-missing-in-account",
  description: "An account has Inspector, which scans for vulnerabilities.",
  severity: "high",
  controls: ["INS-01", "G10"],
  remediation: "Create an inspector2.Enabler in the account stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/inspector-controls.html#inspector-1",
  types: [wholeStack],
  check: accountNeeds(
    "inspector",
    "Inspector is off; create an inspector2.Enabler",
    (stack) => stack.ofType("aws:inspector2/enabler:Enabler").length > 0,
  ),
};
