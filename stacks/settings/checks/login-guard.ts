import type { Tiers } from "../../../domain/contracts/login-guard.ts";
import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";
import { holds } from "../schema/firewall-fields.ts";

/** Faults of the thresholds and the ranges. */
export function loginGuardFaults({ loginGuard }: Pick<StoreSettings, "loginGuard">): string[] {
  return [
    ...tierFaults("address", loginGuard.address),
    ...tierFaults("account", loginGuard.account),
    ...rangeFaults(loginGuard.neverBlock),
  ];
}

/** A second tier that is no more than the first would never be reached, or shorten what the first says. */
function tierFaults(name: "address" | "account", { repeated, ...first }: Tiers): string[] {
  return (["attempts", "windowSeconds", "blockSeconds"] as const).flatMap((field) =>
    repeated[field] > first[field]
      ? []
      : [fault(`loginGuard.${name}.repeated.${field}`, repeated[field], `more than loginGuard.${name}.${field}, which is ${first[field]}`)],
  );
}

/** A range that holds another makes it idle. */
function rangeFaults(neverBlock: StoreSettings["loginGuard"]["neverBlock"]): string[] {
  return neverBlock.flatMap(({ range }, i) => {
    const holder = neverBlock.findIndex((other, j) => j !== i && holds(other.range, range) && (j < i || other.range !== range));
    const path = `loginGuard.neverBlock[${i}].range`;
    return holder < 0 ? [] : [fault(path, range, `a range outside loginGuard.neverBlock[${holder}]`)];
  });
}
