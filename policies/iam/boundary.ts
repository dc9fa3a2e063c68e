import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList } from "../model/values.ts";

const policyType = "aws:iam/policy:Policy";
const attachments = ["role", "group", "user"].map(
  (who) => `aws:iam/${who}PolicyAttachment:${who[0]?.toUpperCase()}${who.slice(1)}PolicyAttachment`,
);

/** Whether a policy bounds what roles may do, of this stack or those that it lets others make, and gives nobody anything. */
export function isBoundary(policy: Resource, stack: Stack): boolean {
  const bounds = stack.referring(policy, "permissionsBoundary", ["aws:iam/role:Role"]).length > 0 || isAsked(policy, stack);
  return bounds && stack.referring(policy, "policyArn", [...attachments, "aws:iam/policyAttachment:PolicyAttachment"]).length === 0;
}

/** Whether a policy of the stack lets roles be made with this boundary alone. */
export function isAsked(policy: Resource, stack: Stack): boolean {
  const name = policy.has("name") ? String(policy.properties.name) : undefined;
  if (name === undefined || policy.type !== policyType) return false;
  return stack.ofType(policyType).some((other) => other !== policy && known(other).some((statement) => asks(statement, name)));
}

/** Statements of a document that is known: one that is not may still ask for it, and says so itself once it is. */
function known(policy: Resource): PolicyStatement[] {
  return isUnknown(policy.properties.policy) ? [] : (statementsOf(policy, "policy") ?? []);
}

function asks({ effect, condition }: PolicyStatement, name: string): boolean {
  const keys = isRecord(condition.StringEquals) ? Object.entries(condition.StringEquals) : [];
  const [, arn] = keys.find(([key]) => key.toLowerCase() === "iam:permissionsboundary") ?? [];
  return (
    effect === "Allow" &&
    asList(arn)
      .map(String)
      .some((one) => one.endsWith(`:policy/${name}`))
  );
}
