import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

/** Faults of `defaults.allowedImages` beyond its shape. */
export function allowedImageFaults({ accountId, defaults }: Pick<AccountSettings, "accountId" | "defaults">): string[] {
  const { others } = defaults.allowedImages;
  const said = others.map(({ providers, names }) => JSON.stringify([[...providers].sort(), [...names].sort()]));
  return others.flatMap(({ providers }, i) => {
    const path = `defaults.allowedImages.others[${i}]`;
    const first = said.indexOf(said[i] ?? "");
    return [
      ...(first < i ? [fault(path, `${providers.join(", ")} again`, `images other than those of others[${first}]`)] : []),
      ...providers.flatMap((one, j) =>
        one === accountId ? [fault(`${path}.providers[${j}]`, one, "another account, since this one may always start its own images")] : [],
      ),
    ];
  });
}
