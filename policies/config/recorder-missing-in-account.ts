import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { accountNeeds } from "../model/presence.ts";

export const configRecorderMissingInAccount: Policy = {
  name: "aws-config-recorder-missing-in-account",
  description: "An account records the configuration of its resources and their changes.",
  severity: "high",
  controls: ["CFG-01"],
  remediation: "Create a cfg.Recorder, its status and a delivery channel in the account stack.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/config-controls.html#config-1",
  types: [wholeStack],
  check: accountNeeds(
    "config",
    "there is no recorder; create a cfg.Recorder",
    (stack) => stack.ofType("aws:cfg/recorder:Recorder").length > 0,
  ),
};
