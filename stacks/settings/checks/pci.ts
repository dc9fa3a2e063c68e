import { isPastGrace, longEnded } from "../../../domain/calendars/endings.ts";
import { daysBetween } from "../../../domain/calendars/scans.ts";
import { scanEveryDays } from "../../../domain/defaults/pci.ts";
import { fault } from "../faults.ts";
import type { PciSettings } from "../schema/pci.ts";

/** Faults of the calendar on the day `today`, `YYYY-MM-DD`. A late scan fires an alarm and is not a fault: a deployment must not wait for it. */
export function pciFaults({ pci: { asv: settings } }: { readonly pci: PciSettings }, today: string): string[] {
  if (!settings) return [];
  const { scans, since, until } = settings;
  const ended = isPastGrace(until, today)
    ? [fault("pci.asv.until", until, `${today} or later: ${longEnded(until)}; renew the contract, or remove pci.asv`)]
    : [];
  const backwards = until < since ? [fault("pci.asv.until", until, `a day on or after since, ${since}`)] : [];
  const single = scans.flatMap(({ date: day, result }, i) => [
    ...(scans.findIndex((other) => other.date === day) < i
      ? [fault(`pci.asv.scans[${i}].date`, day, "a day that is not listed already")]
      : []),
    ...(result !== "pending" && day > today
      ? [fault(`pci.asv.scans[${i}].result`, result, "pending, since its day is in the future")]
      : []),
  ]);
  return [...(backwards.length > 0 ? backwards : ended), ...single, ...gapFaults(settings)];
}

/** PCI DSS 11.3.2: no more than three months from one scan to the next. One that failed is repeated, and does not count. */
function gapFaults({ scans, since }: NonNullable<PciSettings["asv"]>): string[] {
  const counted = scans.map((one, i) => ({ ...one, i })).filter(({ result }) => result !== "fail");
  const inOrder = counted.sort((a, b) => (a.date < b.date ? -1 : 1));
  return inOrder.flatMap(({ date: day, i, lateBecause }, at) => {
    const before = inOrder[at - 1]?.date ?? since;
    const gap = daysBetween(before, day);
    const path = `pci.asv.scans[${i}]`;
    if (gap > scanEveryDays && lateBecause === undefined)
      return [
        fault(
          `${path}.date`,
          `${day}, ${gap} days after ${before}`,
          `at most ${scanEveryDays} days (PCI DSS 11.3.2), or lateBecause with the reason`,
        ),
      ];
    return gap <= scanEveryDays && lateBecause !== undefined
      ? [fault(`${path}.lateBecause`, lateBecause, `no value, since the scan is only ${gap} days after ${before}`)]
      : [];
  });
}
