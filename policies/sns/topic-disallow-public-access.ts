import { admitsAnybody } from "../model/demands.ts";
import type { PolicyStatement } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { policyOf, topic } from "./types.ts";

export const snsTopicDisallowPublicAccess: Policy = {
  name: "aws-sns-topic-disallow-public-access",
  description: "Only one's own account, and AWS services, publish to and subscribe to a topic.",
  severity: "high",
  controls: ["SNS-02"],
  remediation: "Name principals of the own account, or add a condition on aws:SourceAccount.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-4",
  types: [topic],
  check: (resource, stack) =>
    policyOf(resource, stack).flatMap((statement) => [
      ...(admitsAnybody(statement) ? [`a statement lets in anybody to ${statement.actions.join(", ")}; name principals`] : []),
      ...foreigners(statement).map((who) => `a statement lets in ${who}, of another account; remove it`),
    ]),
};

/** Principals of other accounts than the one in the ARN of the topic that the statement is about. */
function foreigners({ effect, principals, resources }: PolicyStatement): string[] {
  const own = new Set(resources.flatMap((arn) => /^arn:[^:]+:sns:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? []));
  if (effect === "Deny" || own.size === 0) return [];
  return principals.filter((who) => {
    const account = /^AWS:(?:arn:[^:]+:(?:iam|sts)::)?(\d{12})(?::|$)/.exec(who)?.[1];
    return account !== undefined && !own.has(account);
  });
}
