import { dayOf } from "../../domain/calendars/days.ts";
import { scanState } from "../../domain/calendars/scans.ts";
import { scanNoticeDays } from "../../domain/defaults/pci.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import { hanging } from "../text/width.ts";

/** One line of the calendar. `scheduled`: evidence says whether it was done; `off`: nothing is; `unknown`: no account stack is named. */
export interface CalendarEntry {
  readonly requirement: string;
  readonly what: string;
  readonly status: "in time" | "due soon" | "overdue" | "scheduled" | "off" | "unknown";
  /** The day until which it has to be done, `YYYY-MM-DD`. */
  readonly due?: string;
  /** Sentences for people. */
  readonly notes: readonly string[];
}

/** A store's calendar. */
export interface Calendar {
  readonly stack: string;
  /** The day it is, `YYYY-MM-DD` in UTC. */
  readonly at: string;
  readonly entries: readonly CalendarEntry[];
}

/** The status of a store at `now`, by its settings. */
export function calendarOf(settings: StoreSettings, now: Date): Calendar {
  const { stack, environment, pci, patching, backup, account } = settings;
  const at = dayOf(now);
  return {
    stack,
    at,
    entries: [
      asvEntry(pci.asv, environment, at),
      internalScans(account.stack),
      {
        requirement: "6.3.3",
        what: "patches",
        status: "scheduled",
        notes: [`each ${patching.window} ${patching.timezone}; store patches ${stack} shows windows and evidence`],
      },
      restoreTests(stack, backup.restoreTest.every, account.stack),
    ],
  };
}

const UNNAMED = "unknown: no account stack is named (account.stack)";

function internalScans(account: string | undefined): CalendarEntry {
  const entry = { requirement: "11.3.1", what: "internal scans" };
  if (account === undefined) return { ...entry, status: "unknown", notes: [UNNAMED] };
  return {
    ...entry,
    status: "scheduled",
    notes: [`by Amazon Inspector at all times, where ${account} has it on: store pci ${account} 11.3.1`],
  };
}

function restoreTests(stack: string, every: string, account: string | undefined): CalendarEntry {
  const place =
    account === undefined
      ? `where their evidence is, is ${UNNAMED}`
      : `evidence is in the log archive of ${account} under restore-tests/${stack}/`;
  return { requirement: "12.10.1", what: "restore tests", status: "scheduled", notes: [`each ${every}; ${place}`] };
}

function asvEntry(asv: StoreSettings["pci"]["asv"], environment: string, today: string): CalendarEntry {
  const entry = { requirement: "11.3.2", what: "external scans" };
  if (!asv) {
    const notes = ["pci.asv names no approved scanning vendor"];
    // Only production takes real cards.
    return { ...entry, status: environment === "prod" ? "overdue" : "off", notes };
  }
  const { due, days, lastPass, next, missing } = scanState(asv.scans, asv.since, today);
  const status = days < 0 || missing.length > 0 ? "overdue" : days < scanNoticeDays ? "due soon" : "in time";
  return {
    ...entry,
    status,
    due,
    notes: [
      `${asv.vendor}, until ${asv.until}`,
      lastPass ? `passed on ${lastPass.date}${lastPass.report ? `, ${lastPass.report}` : ""}` : `none has passed since ${asv.since}`,
      next ? `planned for ${next.date}` : "none is planned",
      ...missing.map(({ date }) => `no result of ${date}`),
    ],
  };
}

/** The calendar for people, at most `columns` wide. */
export const calendarLines = ({ entries }: Calendar, columns: number): string[] =>
  entries.flatMap(({ requirement, what, status, due, notes }) => [
    ...hanging(`  ${requirement.padEnd(8)}${what.padEnd(20)}`, `${status}${due ? `, due ${due}` : ""}`, columns),
    ...notes.flatMap((note) => hanging(" ".repeat(10), note, columns)),
  ]);
