import { DateTime } from "luxon";
import { type Freeze, nextWindows } from "../../domain/calendars/windows.ts";
import type { Ending } from "../../stacks/settings/exceptions.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import type { PlannedWindow } from "../patches/calendar.ts";
import type { End } from "../patches/ends.ts";
import { minuteText } from "../text/minute.ts";

/** Number of weeks in the calendar. */
export const WEEKS = 12;

/** Kinds of events in the calendar. */
export const eventKinds = [
  "patch window",
  "frozen window",
  "freeze",
  "restore test",
  "scan",
  "scan due",
  "exception ends",
  "support ends",
] as const;

/** Something on a day, or at a time. */
export interface CalendarEvent {
  readonly kind: (typeof eventKinds)[number];
  /** The same in every report about the same thing. */
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  /** Its first and its last day in the calendar's time zone, `YYYY-MM-DD`. */
  readonly from: string;
  readonly to: string;
  /** Start and end of an event with a time: ISO 8601 in UTC. */
  readonly at?: { readonly start: string; readonly end: string };
}

/** Twelve weeks of a stack, Monday first. */
export interface ReportCalendar {
  /** IANA name. */
  readonly timezone: string;
  /** Monday of the first and Sunday of the last week. */
  readonly from: string;
  readonly to: string;
  readonly today: string;
  /** The events in order of time. */
  readonly events: readonly CalendarEvent[];
}

/** Sources of the calendar. */
export interface CalendarSource {
  /** @default - an account's: only ends */
  readonly store?: StoreSettings | undefined;
  readonly windows: readonly PlannedWindow[];
  readonly freezes: readonly Freeze[];
  readonly endings: readonly (Ending & { readonly stack: string })[];
  readonly ends: readonly End[];
  readonly scanDue?: string | undefined;
  readonly now: Date;
}

/** Events from the week of `now` on. */
export function reportCalendar(source: CalendarSource): ReportCalendar {
  const timezone = source.store?.patching.timezone ?? "UTC";
  const today = DateTime.fromMillis(source.now.getTime(), { zone: timezone, locale: "en" });
  const from = today.startOf("week");
  const [first, last] = [dayOf(from), dayOf(from.plus({ weeks: WEEKS, days: -1 }))];
  const events = [
    ...source.windows.map((window) => windowEvent(window, timezone)),
    ...source.freezes.map(freezeEvent),
    ...(source.store ? [...restoreTests(source.store, source.now, timezone), ...scans(source.store)] : []),
    ...(source.scanDue
      ? [day("scan due", source.scanDue, "External scan is due", "PCI DSS 11.3.2: a scan has to have passed by this day")]
      : []),
    ...source.endings.map(({ until, kind, setting, stack, reason }) =>
      day("exception ends", until, `${kind} ${setting} ends`, `${stack}: ${reason ?? "no reason is given"}`),
    ),
    ...source.ends.map(({ ends, what, version }) =>
      day("support ends", ends, `${what} ${version}: support ends`, "The last day with fixes"),
    ),
  ].filter((event) => event.to >= first && event.from <= last);
  const key = ({ from: start, at, id }: CalendarEvent) => `${start} ${at?.start ?? ""} ${id}`;
  return { timezone, from: first, to: last, today: dayOf(today), events: events.sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

const dayOf = (date: DateTime): string => date.toFormat("yyyy-MM-dd");

const localDay = (iso: string, zone: string): string => dayOf(DateTime.fromISO(iso, { zone, locale: "en" }));

const idOf = (...parts: readonly string[]): string =>
  parts
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");

const day = (kind: CalendarEvent["kind"], on: string, title: string, detail: string): CalendarEvent => ({
  kind,
  id: idOf(kind, title, on),
  title,
  detail,
  from: on,
  to: on,
});

function windowEvent({ start, end, local, frozenBy, emergency, soakedSince }: PlannedWindow, zone: string): CalendarEvent {
  const kind = frozenBy ? "frozen window" : "patch window";
  const image = soakedSince ? `image that staging took until ${minuteText(soakedSince)}` : "the newest image";
  const what = frozenBy
    ? `frozen, nothing changes: ${frozenBy.reason}`
    : emergency === undefined
      ? image
      : `${image}; emergency: ${emergency}`;
  return {
    kind,
    id: idOf("window", start.slice(0, 10)),
    title: frozenBy ? "Patch window, frozen" : "Patch window",
    detail: `${local} ${zone}: ${what}`,
    from: localDay(start, zone),
    // The moment at which it ends is no part of it.
    to: localDay(new Date(Date.parse(end) - 1).toISOString(), zone),
    at: { start, end },
  };
}

const freezeEvent = ({ from, to, reason }: Freeze): CalendarEvent => ({
  kind: "freeze",
  id: idOf("freeze", from),
  title: `Freeze: ${reason}`,
  detail: "Patch windows change nothing; patching.emergency alone opens them",
  from,
  to,
});

/** AWS Backup begins a restore test within the hour after its time: components/backup/restore-tests.ts. */
function restoreTests({ backup: { restoreTest, timeZone } }: StoreSettings, now: Date, zone: string): CalendarEvent[] {
  const { every, day: weekday, start } = restoreTest;
  const window = { weekday, start, hours: 1, timezone: timeZone };
  return nextWindows(window, [], now, WEEKS)
    .filter((one) => every === "week" || DateTime.fromJSDate(one.start, { zone: timeZone }).day <= 7)
    .map((one) => {
      const at = { start: one.start.toISOString(), end: one.end.toISOString() };
      const on = localDay(at.start, zone);
      const detail = `Database, files and buckets are restored, checked and deleted again; at most ${restoreTest.maximumRestoreMinutes} minutes`;
      return { kind: "restore test", id: idOf("restore test", at.start.slice(0, 10)), title: "Restore test", detail, from: on, to: on, at };
    });
}

const scans = ({ pci: { asv } }: StoreSettings): CalendarEvent[] =>
  (asv?.scans ?? []).map(({ date, result }) => day("scan", date, `External scan: ${result}`, `By ${asv?.vendor ?? ""}, PCI DSS 11.3.2`));
