import { HOURS } from "./charge.ts";

const minutesIn: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 1440 };

/** Days of an average month. */
const DAYS = HOURS / 24;

/**
 * Monthly runs of a schedule of EventBridge: of `rate(5 minutes)` or of a cron expression with minutes and hours as lists or `*`, days of the
 * week as one or as `*`. Undefined for what is none of these.
 */
export function runsIn(expression: string): number | undefined {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count && unit) return (DAYS * 1440) / (Number(count) * (minutesIn[unit] ?? 1));
  const [, minutes, hours, days, , weekdays] = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) \S+\)$/.exec(expression) ?? [];
  if (minutes === undefined || hours === undefined) return undefined;
  return daysOf(days ?? "*", weekdays ?? "*") * timesOf(minutes, 60) * timesOf(hours, 24);
}

/** Number of values of a field of a cron expression, of `all`. */
const timesOf = (field: string, all: number) => (field === "*" ? all : field.split(",").length);

function daysOf(days: string, weekdays: string): number {
  if (weekdays !== "*" && weekdays !== "?") return (DAYS / 7) * weekdays.split(",").length;
  return days === "*" || days === "?" ? DAYS : days.split(",").length;
}
