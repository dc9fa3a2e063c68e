import { OutsideStack } from "../model/collect.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { carriersOf } from "./carriers.ts";
import { dataStores } from "./data-stores.ts";
import { groupTypes } from "./rules.ts";

/**
 * The groups of a data store; undefined where it takes them from another store, such as a replica from its source.
 * @throws OutsideStack where none of them is of this stack
 */
export function groupsOfStore(store: Resource, stack: Stack): Resource[] | undefined {
  const property = dataStores[store.type]?.groups ?? "";
  const follows = dataStores[store.type]?.follows;
  if (!store.has(property)) return follows && store.has(follows) ? undefined : [];
  const groups = stack.referred(store, property, groupTypes);
  if (groups.length === 0) throw new OutsideStack(property, "the group");
  return groups;
}

/** Whether a group is one of the data tier: a data store has it. */
export const isDataGroup = (group: Resource, stack: Stack): boolean => carriersOf(group, stack).some(({ role }) => role === "data");
