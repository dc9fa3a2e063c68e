import { isRecord } from "../../domain/values.ts";
import { conditionHas, covers, type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { isBoundary } from "./boundary.ts";
import { isEverything, simple } from "./everything.ts";

/** Types with an identity's permissions, as a separate document or inside a role. */
export const documentTypes = [
  "aws:iam/policy:Policy",
  "aws:iam/rolePolicy:RolePolicy",
  "aws:iam/groupPolicy:GroupPolicy",
  "aws:iam/userPolicy:UserPolicy",
  "aws:iam/role:Role",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
];

/** The statements that a resource allows; undefined where it holds no document, or one that is a boundary only and allows nothing. */
export function allowed(resource: Resource, stack: Stack): PolicyStatement[] | undefined {
  if (isBoundary(resource, stack)) return undefined;
  const documents = propertiesOf(resource).flatMap((property) => statementsOf(resource, property) ?? []);
  return documents.length === 0 ? undefined : documents.filter(({ effect }) => effect === "Allow");
}

/** The policies of a role that this stack has, attached or its own: resources with a document in `policy`. */
export function documentsOf(role: Resource, stack: Stack): Resource[] {
  const attachments = stack.referring(role, "role", ["aws:iam/rolePolicyAttachment:RolePolicyAttachment"]);
  const attached = attachments.flatMap((attachment) => stack.referred(attachment, "policyArn", ["aws:iam/policy:Policy"]));
  return [...attached, ...stack.referring(role, "role", ["aws:iam/rolePolicy:RolePolicy"])];
}

function propertiesOf(resource: Resource): string[] {
  if (resource.type.startsWith("aws:ssoadmin/")) return ["inlinePolicy"];
  if (resource.type !== "aws:iam/role:Role") return ["policy"];
  // A role that has none is shown with one empty entry.
  return resource
    .list("inlinePolicies")
    .flatMap((_, i) => (resource.has(`inlinePolicies.${i}.policy`) ? [`inlinePolicies.${i}.policy`] : []));
}

/** Whether a statement is about every resource; one with NotResource has no Resource. */
export const onEverything = ({ resources }: PolicyStatement): boolean => resources.length === 0 || resources.some(isEverything);

/** Whether a statement is about every resource of a service's kind as well: every key, every role. */
export const onEvery = (statement: PolicyStatement, kind: RegExp): boolean =>
  onEverything(statement) || statement.resources.some((name) => kind.test(simple(name)));

/** Whether a condition admits resources with certain tags or aliases only. */
export const narrowsResources = ({ condition }: PolicyStatement): boolean =>
  conditionHas(condition, "kms:ResourceAliases") ||
  Object.values(condition).some((keys) => isRecord(keys) && Object.keys(keys).some((key) => /:resourcetag\//i.test(key)));

/** Whether a statement allows an action; NotAction allows all others. */
export const allows = ({ actions, notActions }: PolicyStatement, action: string): boolean =>
  actions.some((pattern) => covers(pattern, action)) || (notActions.length > 0 && !notActions.some((pattern) => covers(pattern, action)));

/** Names for a message, the first few. */
export const some = (names: readonly string[]): string =>
  names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");
