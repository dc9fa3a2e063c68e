/** A Map or a WeakMap. */
interface Known<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): unknown;
}

/** The value that is known under a key; one that is not is made, and known from then on. */
export function kept<Key, Value extends NonNullable<unknown>>(known: Known<Key, Value>, key: Key, make: () => NoInfer<Value>): Value {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
