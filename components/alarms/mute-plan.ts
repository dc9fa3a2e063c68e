import { type Freeze, openSpans, type PatchWindow } from "../../domain/calendars/windows.ts";

/** When alarms are silent; times are those of CloudWatch, in UTC. */
export interface MutePlan {
  /** In the window's time zone. */
  readonly expression: string;
  /** ISO 8601. */
  readonly duration: string;
  readonly timezone: string;
  /** @default - from the beginning */
  readonly startDate?: string;
  /** @default - without end */
  readonly expireDate?: string;
}

/**
 * When a patch window's own alarms are silent: in each window, but for those that a freeze keeps shut; in these nothing is patched, and
 * whatever fires is news. CloudWatch's cron has five fields, and no `?`
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Schedule.html).
 */
export function mutePlan(window: PatchWindow, freezes: readonly Freeze[]): MutePlan[] {
  const [hour = 0, minute = 0] = window.start.split(":").map(Number);
  const schedule = {
    expression: `cron(${minute} ${hour} * * ${window.weekday.toUpperCase()})`,
    duration: `PT${window.hours}H`,
    timezone: window.timezone,
  };
  return openSpans(window, freezes).map(({ from, to }) => ({
    ...schedule,
    ...(from && { startDate: utc(from) }),
    ...(to && { expireDate: utc(to) }),
  }));
}

/** A time as the provider compares it: without fractions of a second. */
const utc = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");
