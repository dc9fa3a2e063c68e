import { scanEveryDays, scanNoticeDays } from "../defaults/pci.ts";
import { dayOf } from "./days.ts";

/** One scan by the vendor, done or planned. */
export interface AsvScan {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly result: "pass" | "fail" | "pending";
  /** Where the vendor's report lies. */
  readonly report?: string | undefined;
}

/** The state of a store's scans on a day. */
export interface ScanState {
  /** The day until which a scan has to pass. */
  readonly due: string;
  /** Days until then; below zero it is overdue. */
  readonly days: number;
  readonly lastPass?: AsvScan;
  /** The next one that is planned. */
  readonly next?: AsvScan;
  /** Those whose result should be there by now. */
  readonly missing: readonly AsvScan[];
}

/** The state on the day `today`, `YYYY-MM-DD`; `since` is the day from which scans are asked for where none has passed. */
export function scanState(scans: readonly AsvScan[], since: string, today: string): ScanState {
  const inOrder = [...scans].sort((a, b) => (a.date < b.date ? -1 : 1));
  const lastPass = inOrder.findLast(({ result }) => result === "pass");
  const next = inOrder.find(({ result, date }) => result === "pending" && date >= today);
  const due = addDays(lastPass?.date ?? since, scanEveryDays);
  return {
    due,
    days: daysBetween(today, due),
    ...(lastPass && { lastPass }),
    ...(next && { next }),
    missing: inOrder.filter(({ result, date }) => result === "pending" && daysBetween(date, today) > scanNoticeDays),
  };
}

/** Days from one day to another, both `YYYY-MM-DD`. */
export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** A day so many days later, both `YYYY-MM-DD`. */
export const addDays = (day: string, days: number): string => dayOf(new Date(Date.parse(day) + days * 86_400_000));
