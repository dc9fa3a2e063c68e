import type { AsvScan } from "../calendars/scans.ts";

/** The function's settings, as JSON in `PCI_CALENDAR`. It calls nothing in AWS. */
export interface CalendarSettings {
  readonly stack: string;
  /** The day from which scans are asked for, `YYYY-MM-DD`. */
  readonly since: string;
  readonly scans: readonly AsvScan[];
}
