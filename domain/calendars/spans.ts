import { weekdays } from "../defaults/backup.ts";

/*
 * Windows of the week, UTC. Minutes count from Monday 00:00; a window that ends before it begins runs over midnight, or over the
 * end of the week.
 */

/** Minutes of a day. */
export const minutesADay = 24 * 60;

/** Minutes of a week. */
export const minutesAWeek = 7 * minutesADay;

/** A stretch of the week: minutes from Monday 00:00 UTC, `length` in minutes. */
export interface WeekSpan {
  readonly start: number;
  readonly length: number;
}

/** Minutes since midnight of `hh:mm`. */
export const clockMinutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));

/** `hh:mm` of so many minutes after a midnight, or before it. */
export const clockText = (minutes: number) =>
  [Math.floor(modulo(minutes, minutesADay) / 60), modulo(minutes, 60)].map((part) => String(part).padStart(2, "0")).join(":");

/** The remainder that is never negative. */
export const modulo = (value: number, by: number) => ((value % by) + by) % by;

/** Reads `hh:mm-hh:mm` as one span for each day of the week. */
export function daySpans(window: string): WeekSpan[] {
  const [from = "", to = ""] = window.split("-");
  const length = modulo(clockMinutes(to) - clockMinutes(from), minutesADay);
  return weekdays.map((_, day) => ({ start: day * minutesADay + clockMinutes(from), length }));
}

/** Whether two spans share a minute, also over the week's end; one of length 0 has none to share. */
export function overlap(a: WeekSpan, b: WeekSpan): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return modulo(b.start - a.start, minutesAWeek) < a.length || modulo(a.start - b.start, minutesAWeek) < b.length;
}
