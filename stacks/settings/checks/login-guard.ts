import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";
import { holds } from "../schema/firewall-fields.ts";

/** What is wrong with the ranges: one that holds another makes it idle. */
export function loginGuardFaults({ loginGuard: { neverBlock } }: Pick<StoreSettings, "loginGuard">): string[] {
  return neverBlock.flatMap(({ range }, i) => {
    const holder = neverBlock.findIndex((other, j) => j !== i && holds(other.range, range) && (j < i || other.range !== range));
    const path = `loginGuard.neverBlock[${i}].range`;
    return holder < 0 ? [] : [fault(path, range, `a range that loginGuard.neverBlock[${holder}] does not hold already`)];
  });
}
