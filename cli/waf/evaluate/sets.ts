import type { Resource, Stack } from "../../../policies/model/stack.ts";
import { isRecord, isUnknown } from "../../../policies/model/values.ts";
import { UserError } from "../../offline/faults.ts";
import type { FoundSet, SetFinder } from "./scope.ts";
import { textsOf } from "./shape.ts";

/** What the sets of a web ACL are to hold beside what the graph says: addresses by the set's name. */
export type AddedAddresses = Readonly<Record<string, readonly string[]>>;

/**
 * Finds the sets that a web ACL's statements refer to. In an export by their ARN. In a preview, where no ARN is known, by the list
 * that the component around the web ACL has among its outputs: `setReferences`, by rule the names of the sets in the order in which
 * its statements refer to them; or, where the web ACL depends on one set of the kind only, that one.
 */
export function setFinder(acl: Resource, stack: Stack, added: AddedAddresses): SetFinder {
  const listed = referencesOf(acl, stack);
  const asked = new Map<string, number>();
  checkNames(added, stack);
  return (rule, reference, type) => {
    const sets = stack.ofType(type);
    const known = sets.find(({ identities }) => typeof reference === "string" && identities.includes(reference));
    if (known) return found(known, added);
    if (!isUnknown(reference)) return `a set that the graph does not have, ${String(reference)}`;
    const at = asked.get(rule) ?? 0;
    asked.set(rule, at + 1);
    const name = listed?.[rule]?.[at];
    const candidates = stack.referred(acl, "rules", [type]);
    const chosen =
      name === undefined ? candidates.length === 1 && listed === undefined && candidates[0] : sets.find((set) => set.name === name);
    return chosen ? found(chosen, added) : `one of the sets ${candidates.map((set) => set.name).join(", ")}, whose ARNs are not known yet`;
  };
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

/** What the component around a web ACL says of its references; undefined where it says nothing. */
function referencesOf(acl: Resource, stack: Stack): Readonly<Record<string, readonly string[]>> | undefined {
  const listed = stack.find(acl.parent ?? "")?.properties.setReferences;
  return isRecord(listed) ? Object.fromEntries(Object.entries(listed).map(([rule, names]) => [rule, textsOf(names)])) : undefined;
}

function checkNames(added: AddedAddresses, stack: Stack): void {
  const sets = stack.ofType("aws:wafv2/ipSet:IpSet");
  for (const name of Object.keys(added)) {
    if (sets.some((set) => set.name === name || physicalName(set) === name)) continue;
    throw new UserError(`--in-set: got the set ${name}, expected one of ${sets.map(physicalName).join(", ") || "(there are none)"}`);
  }
}
