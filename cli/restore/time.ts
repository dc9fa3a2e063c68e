import { DateTime, IANAZone } from "luxon";
import { fault } from "../../stacks/settings/faults.ts";

/** A moment, or the sentence that says why there is none. */
export type ParsedTime = { readonly at: DateTime<true>; readonly fault?: undefined } | { readonly fault: string; readonly at?: undefined };

const form = "a time such as 2026-11-20T03:12:00Z, 2026-11-20T03:12+01:00, or local 2026-11-20T03:12 with --timezone";
const hasOffset = /(z|[+-]\d\d(:?\d\d)?)$/i;
/** Date and time of day to the minute at least: a mere date would be a guess at midnight. */
const dateAndTime = /^\d{4}-\d\d-\d\d[t ]\d\d:\d\d/i;

/**
 * Reads the moment to go back to: ISO 8601 with an offset, or without one as it stands on a clock in `zone`. What has not come yet
 * at `now` is refused, and so is a local time that a change of the clocks makes twice or not at all.
 */
export function parseTime(text: string, zone: string, now: DateTime): ParsedTime {
  const iso = text.trim().replace(" ", "T").toUpperCase();
  if (!dateAndTime.test(iso)) return { fault: fault("--at", text, form) };
  const parsed = hasOffset.test(iso.slice("2026-11-20T03:12".length)) ? withOffset(iso) : onClock(iso, text, zone);
  if (parsed === undefined) return { fault: fault("--at", text, form) };
  if (typeof parsed === "string") return { fault: parsed };
  return parsed > now ? { fault: fault("--at", text, `a time in the past; now it is ${isoText(now)}`) } : { at: parsed.toUTC() };
}

/** A moment as `2026-11-20T03:12:00Z`. */
export const isoText = (time: DateTime): string => time.toUTC().toFormat("yyyy-MM-dd'T'HH:mm:ss'Z'");

/** Whether a name is a time zone, such as Europe/Berlin. */
export const isTimeZone = (zone: string): boolean => IANAZone.isValidZone(zone);

function withOffset(iso: string): DateTime<true> | undefined {
  const time = DateTime.fromISO(iso, { zone: "utc" });
  return time.isValid ? time : undefined;
}

/** The one moment at which clocks in `zone` show the time; a sentence where there are two, or none. */
function onClock(iso: string, text: string, zone: string): DateTime<true> | string | undefined {
  const wall = DateTime.fromISO(iso, { zone: "utc" });
  const time = DateTime.fromISO(iso, { zone });
  if (!wall.isValid || !time.isValid) return undefined;
  const shown = (moment: DateTime) => moment.toFormat("yyyy-MM-dd'T'HH:mm:ss");
  if (shown(time) !== shown(wall))
    return fault("--at", text, `a time that exists in ${zone}: clocks go forward over it, to ${time.toFormat("HH:mm ZZ")}`);
  const both = time
    .getPossibleOffsets()
    .map((moment) => moment.toISO({ suppressMilliseconds: true }))
    .sort();
  return both.length > 1
    ? fault("--at", text, `a time that is unique in ${zone}: clocks go back and show it twice; say ${both.toReversed().join(" or ")}`)
    : time;
}
