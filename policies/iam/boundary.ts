import { isRecord } from "../../domain/values.ts";
import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import { byKeys } from "../model/keys.ts";
import { oncePerStack } from "../model/once.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, UnknownValue } from "../model/values.ts";

const policyType = "aws:iam/policy:Policy";
const attachments = ["role", "group", "user"].map(
  (who) => `aws:iam/${who}PolicyAttachment:${who[0]?.toUpperCase()}${who.slice(1)}PolicyAttachment`,
);

/** Whether a policy is only a permissions boundary, of this stack's roles or of those that it lets others create, and is attached to no principal. */
export function isBoundary(policy: Resource, stack: Stack): boolean {
  const bounds = stack.referring(policy, "permissionsBoundary", ["aws:iam/role:Role"]).length > 0 || isAsked(policy, stack);
  return bounds && stack.referring(policy, "policyArn", [...attachments, "aws:iam/policyAttachment:PolicyAttachment"]).length === 0;
}

/** Whether a policy of the stack allows creating roles only with this boundary. */
export function isAsked(policy: Resource, stack: Stack): boolean {
  const name = policy.has("name") ? String(policy.properties.name) : undefined;
  if (name === undefined || policy.type !== policyType) return false;
  return (boundariesAsked(stack).get(name) ?? []).some((other) => other !== policy);
}

/** The policies that allow creating roles only with a boundary, by that boundary's name. */
const boundariesAsked = oncePerStack((stack) => byKeys(stack.ofType(policyType), (asker) => known(asker).flatMap(asked)));

/** Statements of a document if it is known. An unknown one may require the boundary too, which is decided once it is known. */
function known(policy: Resource): readonly PolicyStatement[] {
  try {
    return statementsOf(policy, "policy") ?? [];
  } catch (error) {
    if (error instanceof UnknownValue) return [];
    throw error;
  }
}

/** The names of the boundaries that a statement requires. */
function asked({ effect, condition }: PolicyStatement): string[] {
  const keys = effect === "Allow" && isRecord(condition.StringEquals) ? Object.entries(condition.StringEquals) : [];
  const [, arn] = keys.find(([key]) => key.toLowerCase() === "iam:permissionsboundary") ?? [];
  return asList(arn).flatMap((one) => /:policy\/(.*)$/s.exec(String(one))?.[1] ?? []);
}
