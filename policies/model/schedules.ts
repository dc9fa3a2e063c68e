const dayNames = "SUN|MON|TUE|WED|THU|FRI|SAT";

const perDay = new Map([
  ["minute", 1440],
  ["hour", 24],
  ["day", 1],
]);

/** The days between two runs of `rate(…)`, a part of a day as a fraction; undefined for other schedules. */
export function rateDays(schedule: string): number | undefined {
  const [, count, unit = ""] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  return count === undefined ? undefined : Number(count) / (perDay.get(unit) ?? 1);
}

/**
 * The longest time between two runs of a schedule of AWS, `cron(…)` or `rate(…)`, in whole days, a part of a day as one;
 * undefined where it cannot be told.
 */
export function daysBetween(schedule: string | undefined): number | undefined {
  const rate = rateDays(schedule ?? "");
  if (rate !== undefined) return Math.ceil(rate);
  const [, , dayOfMonth, month, dayOfWeek] =
    /^cron\((.*)\)$/
      .exec(schedule ?? "")?.[1]
      ?.trim()
      .split(/\s+/) ?? [];
  if (dayOfMonth === undefined || month === undefined || dayOfWeek === undefined) return undefined;
  const months = monthsBetween(month);
  if (months === undefined) return undefined;
  const withinMonth = daysWithinMonth(dayOfMonth, dayOfWeek);
  return months === 1 ? withinMonth : 31 * months;
}

const isAny = (field: string): boolean => field === "*" || field === "?" || field === "1/1" || field === "*/1";

function daysWithinMonth(dayOfMonth: string, dayOfWeek: string): number {
  if (isAny(dayOfMonth) && isAny(dayOfWeek)) return 1;
  const step = /^(?:\*|1)\/(\d+)$/.exec(dayOfMonth);
  if (step) return Number(step[1]);
  if (!isAny(dayOfMonth) || dayOfWeek.includes("#")) return 31;
  if (dayOfWeek === "SUN-SAT" || dayOfWeek === "1-7") return 1;
  return new RegExp(`^(\\d|${dayNames}|[,-])+$`, "i").test(dayOfWeek) ? 7 : 31;
}

function monthsBetween(field: string): number | undefined {
  if (isAny(field)) return 1;
  const step = /^(?:\*|1)\/(\d+)$/.exec(field);
  if (step) return Number(step[1]);
  const months = field
    .split(",")
    .map(Number)
    .sort((a, b) => a - b);
  if (months.some(Number.isNaN)) return undefined;
  return Math.max(...months.map((month, i) => (months[i + 1] ?? (months[0] ?? month) + 12) - month));
}
