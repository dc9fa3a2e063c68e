import { DateTime, Duration } from "luxon";
import { serviceMinutes } from "../defaults/patching.ts";

/*
 * Weekly windows in local time, as points in time. Pure: settings, `store patches`, component and function all ask here.
 */

/** Days as AWS writes them, Monday first. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** A weekly window in local time. */
export interface PatchWindow {
  readonly weekday: (typeof weekdays)[number];
  /** `hh:mm`, local. */
  readonly start: string;
  /** Length in hours that pass, whatever the clocks do meanwhile. */
  readonly hours: number;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timezone: string;
}

/** Days on which nothing but emergencies changes: in the window's time zone, both included, as `YYYY-MM-DD`. */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** One window as it will take place. */
export interface Occurrence {
  readonly start: Date;
  readonly end: Date;
  /** The freeze that it touches, if any. */
  readonly frozenBy?: Freeze | undefined;
}

const minutesAWeek = 7 * 24 * 60;

/** The first `count` windows that begin at or after `from`, frozen ones marked and counted. */
export function nextWindows(window: PatchWindow, freezes: readonly Freeze[], from: Date, count: number): Occurrence[] {
  const found: Occurrence[] = [];
  for (const begin of begins(window, from)) {
    if (found.length >= count) break;
    const occurrence = { start: begin.toJSDate(), end: begin.plus({ hours: window.hours }).toJSDate() };
    if (occurrence.start >= from) found.push({ ...occurrence, frozenBy: freezes.find((freeze) => touches(freeze, window, occurrence)) });
  }
  return found;
}

/** When the window begins, without end: in the week, from Monday on, that `from` is in, and in each one after it. */
function* begins({ weekday, start, timezone }: PatchWindow, from: Date): Generator<DateTime> {
  const [hour, minute] = start.split(":").map(Number);
  const monday = local(from, timezone).startOf("week");
  for (let weeks = 0; ; weeks++) yield monday.plus({ weeks, days: weekdays.indexOf(weekday) }).set({ hour, minute });
}

/** A point in time as clocks show it; with a locale, since looking for the machine's takes long. */
const local = (date: Date, zone: string) => DateTime.fromMillis(date.getTime(), { zone, locale: "en" });

/** Whether a window shares a local day with a freeze; the moment at which it ends is no part of it. */
export function touches({ from, to }: Freeze, { timezone }: PatchWindow, { start, end }: Occurrence): boolean {
  const day = (date: Date) => local(date, timezone).toISODate() ?? "";
  return day(start) <= to && day(new Date(end.getTime() - 1)) >= from;
}

/** A window as clocks show it through a year. */
export interface ClockYear {
  /**
   * The first day on which the clocks of the time zone skip the window's start, show it twice, or change while it is open,
   * `YYYY-MM-DD`: services and people would disagree about when it begins or ends. Undefined where there is none.
   */
  readonly unclearDay: string | undefined;
  /** When it opens in UTC, in minutes from Monday 00:00: at the earliest of the year, and how many minutes later at the latest. */
  readonly opens: { readonly earliest: number; readonly spread: number };
}

/** The last answer, kept: reading a store's settings asks for the same one several times. */
let known: { readonly key: string; readonly year: ClockYear } | undefined;

/** The effects of clock changes on a window in the year after `from`. */
export function clockYear(window: PatchWindow, from: Date): ClockYear {
  const key = [window.weekday, window.start, window.hours, window.timezone, from.getTime()].join(" ");
  if (known?.key !== key) known = { key, year: lookThrough(window, from) };
  return known.year;
}

function lookThrough(window: PatchWindow, from: Date): ClockYear {
  // Where clocks never change, one week shows all of them.
  const weeks = local(from, window.timezone).zone.isUniversal ? 1 : 54;
  const starts = nextWindows(window, [], from, weeks).map(({ start }) => local(start, window.timezone));
  const unclear = starts.find((start) => isUnclear(start, window));
  const minutes = starts.map(minuteOfWeek);
  const first = minutes[0] ?? 0;
  // Clocks shift by an hour or two, so a start that seems half a week away lies beyond the week's end.
  const shifts = minutes.map((minute) => ((minute - first + 1.5 * minutesAWeek) % minutesAWeek) - minutesAWeek / 2);
  const [earliest, latest] = [Math.min(...shifts), Math.max(...shifts)];
  return {
    unclearDay: unclear?.toISODate() ?? undefined,
    opens: { earliest: (first + earliest + minutesAWeek) % minutesAWeek, spread: latest - earliest },
  };
}

const isUnclear = (begin: DateTime, { start, hours }: PatchWindow): boolean =>
  begin.toFormat("HH:mm") !== start || begin.getPossibleOffsets().length > 1 || begin.offset !== begin.plus({ hours }).offset;

function minuteOfWeek(local: DateTime): number {
  const utc = local.toUTC();
  return ((utc.weekday - 1) * 24 + utc.hour) * 60 + utc.minute;
}

/**
 * The hour before a window opens at its earliest, in the notation of RDS and ElastiCache, `ddd:hh:mm-ddd:hh:mm` in UTC all year: theirs.
 * Not in the window itself: AWS Backup takes no backup of a database in its maintenance window nor in the hour before
 * (docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html), and each window begins with one.
 */
export function serviceWindow({ opens: { earliest } }: ClockYear): string {
  return `${weekText((earliest - serviceMinutes + minutesAWeek) % minutesAWeek)}-${weekText(earliest)}`;
}

function weekText(minute: number): string {
  const day = weekdays[Math.floor(minute / (24 * 60))] ?? "mon";
  return `${day}:${Duration.fromObject({ minutes: minute % (24 * 60) }).toFormat("hh:mm")}`;
}

/**
 * The longest time without a window that `freezes` leave, where it is longer than a week: starts of the window before and of the
 * one after, and the days between. PCI DSS 6.3.3 gives critical patches a month.
 */
export function longestGap(
  window: PatchWindow,
  freezes: readonly Freeze[],
): { readonly from: Date; readonly to: Date; readonly days: number } | undefined {
  const open = aroundFreezes(window, freezes).filter(({ frozenBy }) => !frozenBy);
  const gaps = open.slice(1).map(({ start }, i) => {
    const before = open[i]?.start ?? start;
    return { from: before, to: start, days: Math.round((start.getTime() - before.getTime()) / 86_400_000) };
  });
  return gaps.filter(({ days }) => days > 7).sort((a, b) => b.days - a.days)[0];
}

/** A time in which no window is frozen; open to the past or the future where an end is left out. */
export interface OpenSpan {
  readonly from?: Date;
  readonly to?: Date;
}

/** The times between freezes: each from the end of a frozen window to the end of the last one before the next that is frozen. */
export function openSpans(window: PatchWindow, freezes: readonly Freeze[]): OpenSpan[] {
  const around = freezes.length === 0 ? [] : aroundFreezes(window, freezes);
  // It begins and ends with windows that take place: each run of frozen ones has one before it and one after.
  const pairs = around.slice(1).map((after, i) => ({ before: around[i] ?? after, after }));
  const starts = pairs.filter(({ before, after }) => before.frozenBy && !after.frozenBy).map(({ before }) => before.end);
  const ends = pairs.filter(({ before, after }) => !before.frozenBy && after.frozenBy).map(({ before }) => before.end);
  return [undefined, ...starts].map((from, i) => ({ ...(from && { from }), ...(ends[i] && { to: ends[i] }) }));
}

/** Windows from before the first freeze until one after the last takes place. */
function aroundFreezes(window: PatchWindow, freezes: readonly Freeze[]): Occurrence[] {
  const days = freezes.flatMap(({ from, to }) => [from, to]).sort();
  const day = (text: string | undefined) => DateTime.fromISO(text ?? "2026-01-01", { zone: window.timezone, locale: "en" });
  const [first, last] = [day(days[0]).minus({ weeks: 2 }), day(days.at(-1)).plus({ weeks: 2 })];
  return nextWindows(window, freezes, first.toJSDate(), Math.ceil(last.diff(first, "weeks").weeks) + 1);
}
