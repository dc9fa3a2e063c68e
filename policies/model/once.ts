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

/** Things by each of their keys. */
export function byKeys<K, T>(items: readonly T[], keysOf: (item: T) => readonly K[]): ReadonlyMap<K, readonly T[]> {
  const index = new Map<K, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const same = index.get(key);
      if (same) same.push(item);
      else index.set(key, [item]);
    }
  }
  return index;
}
