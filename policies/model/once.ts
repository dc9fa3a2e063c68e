import type { Stack } from "./stack.ts";

/** What policies look up in a stack, such as an index of it: made when the first of them asks, for all of them. */
export function oncePerStack<T>(make: (stack: Stack) => T): (stack: Stack) => T {
  const known = new WeakMap<Stack, { readonly value: T }>();
  return (stack) => {
    const kept = known.get(stack) ?? { value: make(stack) };
    known.set(stack, kept);
    return kept.value;
  };
}
