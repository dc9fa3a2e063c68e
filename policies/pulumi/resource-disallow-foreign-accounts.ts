import type { Policy } from "../model/policy.ts";
import { anyType } from "../model/stack.ts";
import { foreignNames } from "./foreign-names.ts";
import { knowsAccount } from "./names-known.ts";

export const pulumiResourceDisallowForeignAccounts: Policy = {
  name: "aws-pulumi-resource-disallow-foreign-accounts",
  description:
    "No document, ARN or property names an account, an organization or a pipeline's job that is neither the stack's nor named in its settings.",
  severity: "critical",
  controls: [
    {
      key: "G32",
      service: "What no other tool checks",
      control: "No document names a principal of another account or organization",
      pci: ["7.2.5", "7.3.1"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Remove the name; if another account is intended, name it in the stack's settings, or in the output trusted of another program.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html",
  types: [anyType],
  check: (resource, stack) => {
    const found = foreignNames(resource, stack, ["account", "organization", "canonical user", "job"]);
    return found === undefined || found.length === 0 || knowsAccount(stack) ? found : undefined;
  },
};
