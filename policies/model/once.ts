import type { Stack } from "./stack.ts";

/** Caches a value for each stack, such as an index: computed for the first policy that needs it, for all of them. */
export function oncePerStack<T>(make: (stack: Stack) => T): (stack: Stack) => T {
  const known = new WeakMap<Stack, { readonly value: T }>();
  return (stack) => {
    const kept = known.get(stack) ?? { value: make(stack) };
    known.set(stack, kept);
    return kept.value;
  };
}
