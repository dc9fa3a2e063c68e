import { isUnknown } from "../../domain/graph-values.ts";
import { ownAccounts } from "../iam/trust.ts";
import { admitsAnyone } from "../model/demands.ts";
import type { PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { policyOf, topic } from "./types.ts";

export const snsTopicDisallowPublicAccess: Policy = {
  name: "aws-sns-topic-disallow-public-access",
  description: "Only the topic's own account and AWS services may publish and subscribe.",
  severity: "high",
  controls: ["SNS-02"],
  remediation: "Name principals of the topic's account, or add a condition on aws:SourceAccount.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-4",
  types: [topic],
  check: (resource, stack) =>
    policyOf(resource, stack).flatMap((statement) => [
      ...(admitsAnyone(statement) ? [`a statement allows ${statement.actions.join(", ")} to all principals; name principals`] : []),
      ...foreigners(statement, stack).map((who) => `a statement allows ${who}, of another account; remove it`),
    ]),
};

/** Principals of other accounts than the one in the ARN of the topic that the statement is about; the stack's, where AWS alone knows that. */
function foreigners({ effect, principals, resources }: PolicyStatement, stack: Stack): string[] {
  const named = resources.flatMap((arn) => /^arn:[^:]+:sns:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? []);
  const own = new Set([...named, ...(resources.some(isUnknown) ? ownAccounts(stack) : [])]);
  if (effect === "Deny" || own.size === 0) return [];
  return principals.filter((who) => {
    const account = /^AWS:(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(who)?.[1];
    return account !== undefined && !own.has(account);
  });
}
