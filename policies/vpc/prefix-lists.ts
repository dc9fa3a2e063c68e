import { isUnknown } from "../../domain/graph-values.ts";
import { OutsideStack } from "../model/collect.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { read, UnknownValue } from "../model/values.ts";

const listType = "aws:ec2/managedPrefixList:ManagedPrefixList";
const entryType = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry";

/**
 * The blocks of the prefix lists that are named in a property.
 * @param named - ids, some of them known only after apply
 * @throws OutsideStack if a list is not in this stack, so that its entries are unknown
 */
export function listedBlocks(resource: Resource, property: string, named: readonly unknown[], stack: Stack): string[] {
  const candidates = stack.referred(resource, property, [listType]);
  const lists = named.some(isUnknown) ? candidates : candidates.filter(({ identities }) => identities.some((id) => named.includes(id)));
  if (lists.length < named.length) throw new OutsideStack(property, "the prefix list");
  return lists.flatMap((list) => [
    ...list.list("entries").map((entry) => text(read(entry, "cidr"), "entries")),
    ...stack.referring(list, "prefixListId", [entryType]).map((entry) => text(entry.get("cidr"), "cidr")),
  ]);
}

function text(value: unknown, path: string): string {
  if (typeof value !== "string" || isUnknown(value)) throw new UnknownValue(path);
  return value;
}
