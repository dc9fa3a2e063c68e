import { isUnknown } from "../../../domain/graph-values.ts";
import type { Resource, Stack } from "../../../policies/model/stack.ts";
import { UserError } from "../../offline/faults.ts";
import type { FoundSet, SetFinder } from "./scope.ts";

/** Addresses that the sets of a web ACL hold beside those of the graph, by the set's name. */
export type AddedAddresses = Readonly<Record<string, readonly string[]>>;

/**
 * Finds the sets that a web ACL's statements refer to. In an export by their ARN. In a preview, where no ARN is known and only that
 * the web ACL depends on these sets, by their names: they are called `<stack>-<rule>-ipv4` and `-ipv6` after the rule that they are for,
 * in whose statements they come in that order (components/firewall/firewall.ts). A set that is alone needs no such name.
 */
export function setFinder(acl: Resource, stack: Stack, added: AddedAddresses): SetFinder {
  const asked = new Map<string, number>();
  checkNames(added, stack);
  return (rule, reference, type) => {
    const known = stack.ofType(type).find(({ identities }) => typeof reference === "string" && identities.includes(reference));
    if (known) return found(known, added);
    if (!isUnknown(reference)) return `a set that the graph does not have, ${String(reference)}`;
    const at = asked.get(rule) ?? 0;
    asked.set(rule, at + 1);
    const candidates = stack.referred(acl, "rules", [type]);
    const [only, ...others] = candidates;
    const chosen = setsOf(rule, candidates, stack.name)[at] ?? (others.length === 0 ? only : undefined);
    return chosen ? found(chosen, added) : `one of the sets ${candidates.map(physicalName).join(", ")}, whose ARNs are not known yet`;
  };
}

/** The sets that are called after a rule, IPv4 first; a rule `scanner-allow` uses those of `scanner`. */
function setsOf(rule: string, sets: readonly Resource[], stack: string): Resource[] {
  const names = [rule, rule.replace(/-allow$/, "")].map((name) => ["ipv4", "ipv6"].map((version) => `${stack}-${name}-${version}`));
  const found = names.map((wanted) => wanted.flatMap((name) => sets.filter((set) => physicalName(set) === name)));
  return found.find((list) => list.length > 0) ?? [];
}

function found(set: Resource, added: AddedAddresses): FoundSet {
  const own = physicalName(set);
  return { set, name: own, added: added[own] ?? added[set.name] ?? [] };
}

/** Its name in AWS, or in the program. */
const physicalName = (set: Resource): string => {
  const { name } = set.properties;
  return typeof name === "string" && !isUnknown(name) ? name : set.name;
};

function checkNames(added: AddedAddresses, stack: Stack): void {
  const sets = stack.ofType("aws:wafv2/ipSet:IpSet");
  for (const name of Object.keys(added)) {
    if (sets.some((set) => set.name === name || physicalName(set) === name)) continue;
    throw new UserError(`--in-set: got the set ${name}, expected one of ${sets.map(physicalName).join(", ") || "(there are none)"}`);
  }
}
