import { intendedOutput } from "../../domain/contracts/intended.ts";
import { differences } from "../model/differences.ts";
import { intendedByOutput, mustIntend } from "../model/intended.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { trusted, trustedByOutput } from "./names-known.ts";

export const pulumiStackMissingIntended: Policy = {
  name: "aws-pulumi-stack-missing-intended",
  description:
    "A store's stack outputs its settings' intentions for the firewall, the sign-in, the login guard and the egress allow-list, and nothing else.",
  severity: "high",
  controls: [
    {
      key: "G35",
      service: "What no other tool checks",
      control: "Firewall, sign-in, login guard and allow-lists can be compared with the settings",
      pci: ["6.4.2", "1.2.5"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Leave the output intended to stacks/settings/intended.ts, and trusted to trusted.ts beside it; update a stack of an older version, or use that version's pack.",
  url: "https://www.pulumi.com/docs/iac/concepts/stacks/#outputs",
  types: [wholeStack],
  check: (_, stack) => {
    const found = [...intendedFaults(stack), ...trustedFaults(stack)];
    return mustIntend(stack) || found.length > 0 ? found : undefined;
  },
};

function intendedFaults(stack: Stack): string[] {
  if (!mustIntend(stack)) return [];
  const said = intendedByOutput(stack);
  if (said === undefined)
    return [
      `the output ${intendedOutput} is missing, a secret, or of another form, so that nothing is compared with the settings; see the remediation`,
    ];
  const wanted = stack.settings?.intended;
  return wanted === undefined ? [] : differences(wanted, said, intendedOutput).map((what) => `the output ${what}`);
}

/** Names that the output has and the settings have not, where these are at hand. */
function trustedFaults(stack: Stack): string[] {
  if (stack.settings === undefined) return [];
  return [...trustedByOutput(stack)]
    .filter((name) => !trusted(stack).has(name))
    .map((name) => `the output trusted has ${name}, which the settings do not name; add it to the settings, or remove it from the output`);
}
