import { fault } from "../faults.ts";
import type { StoreMember } from "./folder.ts";

/**
 * Names of a store that lead to another one too, one sentence each. `certificate.names` may be another's: so a live store moves here.
 */
export function sharedNameFaults(own: StoreMember, others: readonly StoreMember[]): string[] {
  const taken = others.flatMap(({ stack, names }) => names.map(([path, name]) => ({ stack, path, name })));
  return own.names.flatMap(([path, name]) => {
    const other = taken.find((one) => one.name === name);
    return other ? [fault(path, name, `a name of this store alone: it is ${other.path} of ${other.stack} too`)] : [];
  });
}
