import { type PatchWindow, weekdays } from "../../domain/calendars/windows.ts";
import { installMinutes } from "../../domain/defaults/patching.ts";

const minutesADay = 24 * 60;

/**
 * The cron expression, in the window's time zone, of the window's last hour
 * (docs.aws.amazon.com/systems-manager/latest/userguide/reference-cron-and-rate-expressions.html).
 */
export function installCron({ weekday, start, hours }: PatchWindow): string {
  const [hour = 0, minute = 0] = start.split(":").map(Number);
  const begin = hour * 60 + minute + hours * 60 - installMinutes;
  const day = weekdays[(weekdays.indexOf(weekday) + Math.floor(begin / minutesADay)) % 7] ?? weekday;
  return `cron(${begin % 60} ${Math.floor(begin / 60) % 24} ? * ${day.toUpperCase()} *)`;
}
