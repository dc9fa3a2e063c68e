import { dayOf } from "../../domain/calendars/days.ts";
import { scanState } from "../../domain/calendars/scans.ts";
import type { CalendarSettings } from "../../domain/contracts/pci-calendar.ts";
import { pciMetrics } from "../../domain/defaults/pci.ts";
import { metricLine } from "../emf.ts";

/** Prints the metrics of the calendar at `now`. */
export function printCalendar({ stack, since, scans }: CalendarSettings, print: (line: string) => void, now: Date): void {
  const { days, due, missing } = scanState(scans, since, dayOf(now));
  const values = {
    [pciMetrics.daysToScan]: { value: days, unit: "None" },
    [pciMetrics.resultsMissing]: { value: missing.length, unit: "Count" },
  } as const;
  print(metricLine({ stack, dimensions: { stack }, values, context: { due, missing: missing.map(({ date }) => date) } }, now.getTime()));
}
