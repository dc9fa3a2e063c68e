import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const key = "aws:kms/key:Key";
export const replicaKey = "aws:kms/replicaKey:ReplicaKey";
export const externalKey = "aws:kms/externalKey:ExternalKey";
const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";

/** The key itself, and policies split from it, as far as they hold a document. */
export const holdersOf = (resource: Resource, stack: Stack): Resource[] =>
  [resource, ...stack.referring(resource, "keyId", [keyPolicy])].filter((holder) => holder.has("policy"));

/** The statements of a key's policy; undefined where it has none of its own. */
export function policyOf(resource: Resource, stack: Stack): PolicyStatement[] | undefined {
  const holders = holdersOf(resource, stack);
  return holders.length === 0 ? undefined : holders.flatMap((holder) => statementsOf(holder, "policy") ?? []);
}
