import { admitsAnybody } from "../model/demands.ts";
import { covers, type PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { externalKey, key, policyOf, replicaKey } from "./types.ts";

export const kmsKeyDisallowWildcardPrincipals: Policy = {
  name: "aws-kms-key-disallow-wildcard-principals",
  description: "A key's policy names who may use it, and gives everything to nobody but the account itself.",
  severity: "critical",
  controls: ["KMS-03"],
  remediation: "Name principals, or add a condition on kms:CallerAccount; give single actions instead of kms:*.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  types: [key, replicaKey, externalKey],
  check: (resource, stack) =>
    policyOf(resource, stack)?.flatMap((statement) => [
      ...(admitsAnybody(statement) ? [`a statement lets in anybody to ${statement.actions.join(", ")}; name principals`] : []),
      ...givesEverything(statement),
    ]),
};

/** The root of an account stands for the account's own IAM: without it a key can become unmanageable. */
function givesEverything({ effect, actions, notActions, principals }: PolicyStatement): string[] {
  const everything = notActions.length > 0 || actions.some((action) => covers(action, "kms:Decrypt") && covers(action, "kms:PutKeyPolicy"));
  if (effect === "Deny" || !everything) return [];
  const others = principals.filter((who) => who !== "*" && !/^AWS:(arn:[^:]+:iam::\d{12}:root|\d{12})$/.test(who));
  return others.map((who) => `a statement gives ${who} every action; name the actions`);
}
