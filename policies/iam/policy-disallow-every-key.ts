import type { Policy } from "../model/policy.ts";
import { allowed, allows, documentTypes, narrowsResources, onEvery } from "./documents.ts";

/** Actions that decrypt what a key protects. Source: the parameter `blockedActionsPatterns` of Security Hub KMS.1 */
export const readingActions = ["kms:Decrypt", "kms:ReEncryptFrom"];

export const iamPolicyDisallowEveryKey: Policy = {
  name: "aws-iam-policy-disallow-every-key",
  description: "No policy allows decrypting with every key.",
  severity: "critical",
  controls: ["IAM-13"],
  remediation: "Name the keys.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-1",
  types: documentTypes,
  check: (policy, stack) =>
    allowed(policy, stack)?.flatMap((statement) => {
      if (!onEvery(statement, /^arn:[^:]*:(kms|\*):.*[:/]\*$/) || narrowsResources(statement)) return [];
      const actions = readingActions.filter((action) => allows(statement, action));
      return actions.length > 0 ? [`allows ${actions.join(", ")} with every key; name the keys`] : [];
    }),
};
