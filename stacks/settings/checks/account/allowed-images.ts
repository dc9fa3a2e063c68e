import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

/** What is wrong with `defaults.allowedImages` beyond its shape. */
export function allowedImageFaults({ accountId, defaults }: Pick<AccountSettings, "accountId" | "defaults">): string[] {
  const { others } = defaults.allowedImages;
  const said = others.map(({ providers, names }) => JSON.stringify([[...providers].sort(), [...names].sort()]));
  return others.flatMap(({ providers }, i) => {
    const path = `defaults.allowedImages.others[${i}]`;
    const first = said.indexOf(said[i] ?? "");
    return [
      ...(first < i ? [fault(path, `${providers.join(", ")} again`, `images that others[${first}] does not name already`)] : []),
      ...providers.flatMap((one, j) =>
        one === accountId ? [fault(`${path}.providers[${j}]`, one, "another account: this one may start its own images anyway")] : [],
      ),
    ];
  });
}
