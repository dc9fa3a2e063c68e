import { type Statement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const key = "aws:kms/key:Key";
export const replicaKey = "aws:kms/replicaKey:ReplicaKey";
export const externalKey = "aws:kms/externalKey:ExternalKey";
const keyPolicy = "aws:kms/keyPolicy:KeyPolicy";

/** The statements of a key's policy, in the key or split from it; undefined where it has none of its own. */
export function policyOf(resource: Resource, stack: Stack): Statement[] | undefined {
  const documents = [resource, ...stack.referring(resource, "keyId", [keyPolicy])]
    .filter((holder) => holder.has("policy"))
    .map((holder) => statementsOf(holder, "policy") ?? []);
  return documents.length === 0 ? undefined : documents.flat();
}
