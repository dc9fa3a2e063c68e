import { admitsAnyone } from "../model/demands.ts";
import { covers, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { externalKey, key, policyOf, replicaKey } from "./types.ts";

export const kmsKeyDisallowWildcardPrincipals: Policy = {
  name: "aws-kms-key-disallow-wildcard-principals",
  description: "A key's policy names its users, and gives full access only to the account itself.",
  severity: "critical",
  controls: ["KMS-03"],
  remediation: "Name principals, or add a condition on kms:CallerAccount; allow single actions instead of kms:*.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  types: [key, replicaKey, externalKey],
  check: (resource, stack) =>
    policyOf(resource, stack)?.flatMap((statement) => [
      ...(admitsAnyone(statement) ? [`a statement allows ${statement.actions.join(", ")} to all principals; name principals`] : []),
      ...givesEverything(statement),
    ]),
};

/** Faults of statements that allow every action. An account's root stands for the account's own IAM: without it a key can become unmanageable. */
function givesEverything({ effect, actions, notActions, principals }: PolicyStatement): string[] {
  const everything = notActions.length > 0 || actions.some((action) => covers(action, "kms:Decrypt") && covers(action, "kms:PutKeyPolicy"));
  if (effect === "Deny" || !everything) return [];
  const others = principals.filter((who) => who !== "*" && !/^AWS:(arn:[^:]+:iam::\d{12}:root|\d{12})$/.test(who));
  return others.map((who) => `a statement allows ${who} every action; name the actions`);
}
