import { isPastGrace, longEnded } from "../../../../domain/calendars/endings.ts";
import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

const YEAR = 366;

/** What is wrong with the suppressions: ended ones, endless ones, and two of the same. */
export function suppressionFaults({ detection: { suppressions } }: Pick<AccountSettings, "detection">, today: string): string[] {
  const last = new Date(Date.parse(today) + YEAR * 86_400_000).toISOString().slice(0, 10);
  return suppressions.flatMap(({ finding, resource, until }, i) => {
    const path = `detection.suppressions[${i}]`;
    const same = suppressions.findIndex((other) => other.finding === finding && other.resource === resource);
    return [
      ...(isPastGrace(until, today)
        ? [fault(`${path}.until`, until, `a day from ${today} on: ${longEnded(until)}; put the finding right, or say why not yet`)]
        : []),
      ...(until > last ? [fault(`${path}.until`, until, `a day at most 12 months ahead, ${last}`)] : []),
      ...(finding === "*" && resource === "*"
        ? [fault(`${path}.finding`, finding, "something narrower: this would silence everything")]
        : []),
      ...(same < i ? [fault(path, `${finding} ${resource}`, `findings that detection.suppressions[${same}] does not name already`)] : []),
    ];
  });
}
