import { scanState } from "../../domain/calendars/scans.ts";
import { scanNoticeDays } from "../../domain/defaults/pci.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";

/** One line of the calendar. `elsewhere`: what these settings cannot know, and who does. */
export interface CalendarEntry {
  readonly requirement: string;
  readonly what: string;
  readonly status: "in time" | "due soon" | "overdue" | "elsewhere";
  /** The day until which it has to be done, `YYYY-MM-DD`. */
  readonly due?: string;
  /** Sentences for people. */
  readonly notes: readonly string[];
}

/** What `store pci` says; `--json` prints it as it is. */
export interface PciReport {
  readonly stack: string;
  /** The day it is, `YYYY-MM-DD` in UTC. */
  readonly at: string;
  readonly entries: readonly CalendarEntry[];
}

/** How a store stands at `now`, by what its settings say. */
export function pciReport(settings: StoreSettings, now: Date): PciReport {
  const { stack, environment, pci, patching, backup, account } = settings;
  const at = now.toISOString().slice(0, 10);
  return {
    stack,
    at,
    entries: [
      asvEntry(pci.asv, environment, at),
      {
        requirement: "11.3.1",
        what: "scans from inside",
        status: "elsewhere",
        notes: [`Amazon Inspector scans nodes and functions all the time, as ${account.stack ?? "the account"} says`],
      },
      {
        requirement: "6.3.3",
        what: "patches",
        status: "elsewhere",
        notes: [`each ${patching.window} ${patching.timezone}; store patches ${stack} shows windows and evidence`],
      },
      {
        requirement: "12.10.1",
        what: "restore tests",
        status: "elsewhere",
        notes: [`each ${backup.restoreTest.every}; evidence is in the log archive under restore-tests/${stack}/`],
      },
    ],
  };
}

function asvEntry(asv: StoreSettings["pci"]["asv"], environment: string, today: string): CalendarEntry {
  const entry = { requirement: "11.3.2", what: "scans from outside" };
  if (!asv) {
    const notes = ["pci.asv names no approved scanning vendor"];
    // Only production takes real cards.
    return { ...entry, status: environment === "prod" ? "overdue" : "elsewhere", notes };
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

/** The report for people. */
export function calendarText({ stack, at, entries }: PciReport): string {
  const lines = entries.flatMap(({ requirement, what, status, due, notes }) => [
    `  ${requirement.padEnd(8)}${what.padEnd(20)}${status}${due ? `, due ${due}` : ""}`,
    ...notes.map((note) => `          ${note}`),
  ]);
  return [`${stack}  PCI DSS 4.0.1 on ${at}`, "", ...lines].join("\n");
}
