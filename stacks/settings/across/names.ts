import { fault } from "../faults.ts";
import type { StoreMember } from "./folder.ts";

/**
 * Names of a store that lead to another one too, one sentence each. `certificate.names` may be another's: so a live store moves here.
 */
export function sharedNameFaults(own: StoreMember, others: readonly StoreMember[]): string[] {
  return own.names.flatMap(([path, name]) => {
    for (const { stack, names } of others) {
      const other = names.find((one) => one[1] === name);
      if (other) return [fault(path, name, `a name that no other store has: it is ${other[0]} of ${stack} too`)];
    }
    return [];
  });
}
