import { intendedOutput } from "../../domain/contracts/intended.ts";
import { intended, mustIntend } from "../model/intended.ts";
import { type Policy, wholeStack } from "../model/policy.ts";

export const pulumiStackMissingIntended: Policy = {
  name: "aws-pulumi-stack-missing-intended",
  description:
    "A store's stack says what its settings want of the firewall, the sign-in, the login guard and the names that may be called.",
  severity: "high",
  controls: [
    {
      key: "G35",
      service: "What no other tool checks",
      control: "Firewall, sign-in, login guard and allow-lists can be held against the settings",
      pci: ["6.4.2", "1.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Leave the output intended to stacks/settings/intended.ts; of a stack that an older version made, update it, or use that version's pack.",
  url: "https://www.pulumi.com/docs/iac/concepts/stacks/#outputs",
  types: [wholeStack],
  check: (_, stack) => {
    if (!mustIntend(stack)) return undefined;
    return intended(stack) === undefined
      ? [
          `the output ${intendedOutput} is missing, a secret, or of another form, so nothing is held against the settings; see the remediation`,
        ]
      : [];
  },
};
