import { kept } from "../../domain/kept.ts";
import { judge } from "../../policies/model/evaluate.ts";
import { stackOf } from "../../policies/model/graph.ts";
import { type Policy, wholeStack } from "../../policies/model/policy.ts";
import kinds from "../../policies/pulumi/kinds.json" with { type: "json" };

const storeKinds: ReadonlySet<string> = new Set(kinds.store);
const accountKinds: ReadonlySet<string> = new Set(kinds.account);
const bare = stackOf([{ urn: `urn:pulumi:x-account::xcart-hosting::${wholeStack}::x-account`, type: wholeStack, outputs: {} }]);
const known = new Map<Policy, boolean>();

/**
 * Whether a policy is about what only an account's stack has: it asks for something in an account that has nothing yet, or looks only at
 * kinds of resource that stores have none of.
 */
export const isAccountPolicy = (policy: Policy): boolean => kept(known, policy, () => find(policy));

function find(policy: Policy): boolean {
  const asks = bare
    .ofType(wholeStack)
    .some((stack) => policy.types.includes(wholeStack) && judge(policy, stack, bare).kind === "violation");
  return asks || policy.types.every((type) => accountKinds.has(type) && !storeKinds.has(type));
}
