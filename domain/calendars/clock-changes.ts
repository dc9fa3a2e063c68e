import { IANAZone } from "luxon";
import { dayOf } from "./days.ts";
import { clockMinutes, minutesADay, minutesAWeek, modulo, type WeekSpan } from "./spans.ts";

const minute = 60_000;

const week = minutesAWeek * minute;

/**
 * The year whose clock changes are looked at. Which one hardly matters, since the time zone database carries today's rules
 * forward; a fixed one gives the same settings the same answer on each day.
 */
const year = { start: Date.UTC(2027, 0, 1), weeks: 52 };

/** Where that year begins. */
export const settingsYear = new Date(year.start);

/** A change of the clock: at `time` (milliseconds since 1970) a zone's offset goes from `before` to `after`, minutes east of UTC. */
interface ClockChange {
  readonly time: number;
  readonly before: number;
  readonly after: number;
}

/** `length` minutes from a local time of day on, as spans of the week in UTC: one for each weekday and each offset that the zone has in a year. */
export function localSpans(clock: string, timeZone: string, length: number): WeekSpan[] {
  const changes = clockChanges(timeZone);
  const offsets = new Set(changes.length > 0 ? changes.flatMap(({ before, after }) => [before, after]) : [offsetOf(timeZone)]);
  const weekdays = Array.from({ length: 7 }, (_, weekday) => weekday * minutesADay);
  return [...offsets].flatMap((offset) =>
    weekdays.map((from) => ({ start: modulo(from + clockMinutes(clock) - offset, minutesAWeek), length })),
  );
}

/**
 * The first day of the year on which a local time of day is not there, or is there twice, since the clock is changed; undefined where
 * there is none. Nothing says what AWS Backup does then.
 */
export function irregularDay(clock: string, timeZone: string): { readonly day: string; readonly times: 0 | 2 } | undefined {
  for (const { time, before, after } of clockChanges(timeZone)) {
    // The hour that the clock leaves out, or goes through twice, in local time.
    const first = time + Math.min(before, after) * minute;
    const into = modulo(clockMinutes(clock) - modulo(first / minute, minutesADay), minutesADay);
    if (into < Math.abs(after - before)) {
      return { day: dayOf(new Date(first + into * minute)), times: after > before ? 0 : 2 };
    }
  }
  return undefined;
}

/** The changes of a zone's clock in the year, in their order; no zone has two within a week. */
function clockChanges(timeZone: string): ClockChange[] {
  // The usual one, without the time that a time zone takes to be read.
  if (timeZone === "UTC") return [];
  const zone = IANAZone.create(timeZone);
  return Array.from({ length: year.weeks }, (_, i) => year.start + i * week).flatMap((from) => {
    const [before, after] = [zone.offset(from), zone.offset(from + week)];
    return before === after ? [] : [{ time: changeBetween(zone, from, from + week), before, after }];
  });
}

const offsetOf = (timeZone: string) => (timeZone === "UTC" ? 0 : IANAZone.create(timeZone).offset(year.start));

/** The minute at which the offset changes, by halving. */
function changeBetween(zone: IANAZone, from: number, to: number): number {
  let [before, after] = [from / minute, to / minute];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (zone.offset(middle * minute) === zone.offset(from)) before = middle;
    else after = middle;
  }
  return after * minute;
}
