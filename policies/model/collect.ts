import { UnknownValue } from "./values.ts";

/**
 * The messages of many checks, each once. A value that only AWS knows in one of them does not hide what another finds: it is
 * thrown only where none finds anything.
 */
export function collect<T>(items: Iterable<T>, check: (item: T) => readonly string[]): string[] {
  const messages = new Set<string>();
  let unknown: UnknownValue | undefined;
  for (const item of items) {
    try {
      for (const message of check(item)) messages.add(message);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      unknown ??= error;
    }
  }
  if (unknown && messages.size === 0) throw unknown;
  return [...messages];
}

/** A reference to a resource outside the stack, of another stack or of no program: neither compliant nor a violation. */
export class OutsideStack extends UnknownValue {
  constructor(path: string, what: string) {
    super(path);
    this.message = `${path}: ${what} is not in this stack`;
  }
}
