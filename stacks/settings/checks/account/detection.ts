import { isPastGrace, longEnded, maxExceptionMonths } from "../../../../domain/calendars/endings.ts";
import { addDays } from "../../../../domain/calendars/scans.ts";
import { fault } from "../../faults.ts";
import type { AccountSettings } from "../../resolve/account.ts";

const YEAR = 366;

/** Faults of the suppressions: ended ones, endless ones, and duplicates. */
export function suppressionFaults({ detection: { suppressions } }: Pick<AccountSettings, "detection">, today: string): string[] {
  const last = addDays(today, YEAR);
  return suppressions.flatMap(({ finding, resource, until }, i) => {
    const path = `detection.suppressions[${i}]`;
    const same = suppressions.findIndex((other) => other.finding === finding && other.resource === resource);
    return [
      ...(isPastGrace(until, today)
        ? [
            fault(
              `${path}.until`,
              until,
              `a day from ${today} on: ${longEnded(until)}; fix the finding, or set a later day with the reason`,
            ),
          ]
        : []),
      ...(until > last ? [fault(`${path}.until`, until, `a day at most ${maxExceptionMonths} months ahead, ${last}`)] : []),
      ...(finding === "*" && resource === "*"
        ? [fault(`${path}.finding`, finding, "a narrower pattern, since this one suppresses every finding")]
        : []),
      ...(same < i ? [fault(path, `${finding} ${resource}`, `findings other than those of detection.suppressions[${same}]`)] : []),
    ];
  });
}
