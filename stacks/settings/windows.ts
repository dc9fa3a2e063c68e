/*
 * Windows of the week in AWS's own notation, UTC. Minutes count from Monday 00:00; a window that ends before it
 * begins runs over midnight, or over the end of the week.
 */

const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** Minutes of a day. */
export const minutesADay = 24 * 60;
/** Minutes of a week. */
export const minutesAWeek = 7 * minutesADay;
const millisecondsADay = 86_400_000;

/** A stretch of the week: minutes from Monday 00:00 UTC, `length` in minutes. */
export interface WeekSpan {
  readonly start: number;
  readonly length: number;
}

/** Days that are frozen, both included, as `YYYY-MM-DD`. */
export interface Freeze {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Minutes since midnight of `hh:mm`. */
export const clockMinutes = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
/** The remainder that is never negative. */
export const modulo = (value: number, by: number) => ((value % by) + by) % by;

/** Reads `ddd:hh:mm-ddd:hh:mm`; a window that ends where it begins has length 0. */
export function weekSpan(window: string): WeekSpan {
  const [from = "", to = ""] = window.split("-");
  const at = (text: string) => days.indexOf(text.slice(0, 3)) * minutesADay + clockMinutes(text.slice(4));
  return { start: at(from), length: modulo(at(to) - at(from), minutesAWeek) };
}

/** Reads `hh:mm-hh:mm` as one span for each day of the week. */
export function daySpans(window: string): WeekSpan[] {
  const [from = "", to = ""] = window.split("-");
  const length = modulo(clockMinutes(to) - clockMinutes(from), minutesADay);
  return days.map((_, day) => ({ start: day * minutesADay + clockMinutes(from), length }));
}

/** Whether two spans share a minute, also over the week's end; one of length 0 has none to share. */
export function overlap(a: WeekSpan, b: WeekSpan): boolean {
  if (a.length === 0 || b.length === 0) return false;
  return modulo(b.start - a.start, minutesAWeek) < a.length || modulo(a.start - b.start, minutesAWeek) < b.length;
}

const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / millisecondsADay;
const dateText = (day: number) => new Date(day * millisecondsADay).toISOString().slice(0, 10);

/** Whether two freezes share a day. */
export const freezesOverlap = (a: Freeze, b: Freeze) => a.from <= b.to && b.from <= a.to;

/**
 * The longest time without a maintenance window that `freezes` leave, as the days of the window before and the one after;
 * `days` from one to the other. A window is frozen when any day that it touches is. Undefined where no window is frozen.
 */
export function longestGap(
  window: string,
  freezes: readonly Freeze[],
): { readonly from: string; readonly to: string; readonly days: number } | undefined {
  const { start, length } = weekSpan(window);
  const weekday = Math.floor(start / minutesADay);
  const lastDay = Math.floor((start + Math.max(length, 1) - 1) / minutesADay) - weekday;
  const frozenDays = freezes.map((freeze) => ({ from: dayNumber(freeze.from), to: dayNumber(freeze.to) }));
  const frozen = (day: number) => frozenDays.some(({ from, to }) => from <= day + lastDay && day <= to);
  // 1970-01-01, day 0, was a Thursday: the fourth day from Monday.
  const windowOnOrBefore = (day: number) => day - modulo(day + 3 - weekday, 7);
  const gaps = frozenDays.map(({ from }) => {
    let before = windowOnOrBefore(from - 1);
    while (frozen(before)) before -= 7;
    let after = before + 7;
    while (frozen(after)) after += 7;
    return { from: dateText(before), to: dateText(after), days: after - before };
  });
  return gaps.filter((gap) => gap.days > 7).sort((a, b) => b.days - a.days)[0];
}
