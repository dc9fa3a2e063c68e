import type { AsvScan } from "../calendars/scans.ts";

/** What the function is told by the component, as JSON in `PCI_CALENDAR`. It calls nothing in AWS. */
export interface CalendarSettings {
  readonly stack: string;
  /** The day from which scans are asked for, `YYYY-MM-DD`. */
  readonly since: string;
  readonly scans: readonly AsvScan[];
}
