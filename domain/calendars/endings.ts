import { addDays, daysBetween } from "./scans.ts";

/** Days before an exception's last one on which it is first reported as ending. */
export const noticeDays = 30;

/**
 * Days after its last one for which an exception still holds, with a warning: the next update may be a rollback at night by an operator who
 * does not know of it. After them, settings with it are rejected.
 */
export const graceDays = 14;

/** Maximum duration of a waiver or a suppression, in months. */
export const maxExceptionMonths = 12;

/** The last day on which an exception still holds. Days are `YYYY-MM-DD`; the last one counts. */
export const lastDayOfGrace = (until: string): string => addDays(until, graceDays);

/** Whether an exception has ended on the day `today`, be it that it still holds. */
export const hasEnded = (until: string, today: string): boolean => until < today;

/** Whether an exception has ended so long ago that it holds no more; so does one whose end is no day. */
export const isPastGrace = (until: string, today: string): boolean => !(daysBetween(until, today) <= graceDays);

/** The description of a setting that is past its grace: a part of a sentence. */
export const longEnded = (until: string): string => `it ended on ${until}, more than ${graceDays} days ago`;

/** How far an exception is from its end on the day `today`: `in 9 days`, `today`, `3 days ago`. */
export function endsIn(until: string, today: string): string {
  const days = daysBetween(today, until);
  if (days === 0) return "today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}
