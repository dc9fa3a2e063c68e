import type { Resource, Stack } from "../../policies/model/stack.ts";

/** Stands for the component where a policy is satisfied by a stack as a whole, or by a resource right below it. */
export const THE_STACK = "the stack";

/** The noun of the nearest component above a resource, or of the resource itself where it is one. */
export function componentOf(resource: Resource, stack: Stack): string {
  const noun = /^xcart-hosting:index:(.+)$/.exec(resource.type)?.[1];
  if (noun !== undefined) return noun;
  const parent = resource.parent === undefined ? undefined : stack.find(resource.parent);
  return parent === undefined ? THE_STACK : componentOf(parent, stack);
}
