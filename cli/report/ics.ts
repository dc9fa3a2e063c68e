import { addDays } from "../../domain/calendars/scans.ts";
import type { CalendarEvent, ReportCalendar } from "./calendar.ts";

/** Octets in a line of a calendar, without its end (RFC 5545, 3.1). */
const OCTETS = 75;

/**
 * The calendar as iCalendar (RFC 5545). Times are in UTC, which every calendar shows in its own zone; what has no time is a whole day.
 * `stack` and `made` say whose it is and when it was made; an event keeps its UID, so that a later file renews it.
 */
export function icsOf({ events, timezone }: ReportCalendar, stack: string, made: Date): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//xcart-hosting//store report//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(`${stack}: patches, tests, scans, ends`)}`,
    `X-WR-TIMEZONE:${timezone}`,
    ...events.flatMap((event) => eventLines(event, stack, utc(made.toISOString()))),
    "END:VCALENDAR",
  ];
  return lines
    .flatMap(folded)
    .map((line) => `${line}\r\n`)
    .join("");
}

function eventLines({ id, kind, title, detail, from, to, at }: CalendarEvent, stack: string, stamp: string): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${id}@${stack}.xcart-hosting`,
    `DTSTAMP:${stamp}`,
    ...(at
      ? [`DTSTART:${utc(at.start)}`, `DTEND:${utc(at.end)}`]
      : [`DTSTART;VALUE=DATE:${basic(from)}`, `DTEND;VALUE=DATE:${basic(addDays(to, 1))}`]),
    `SUMMARY:${escaped(`${stack}: ${title}`)}`,
    `DESCRIPTION:${escaped(detail)}`,
    `CATEGORIES:${escaped(kind)}`,
    `STATUS:${kind === "frozen window" ? "CANCELLED" : "CONFIRMED"}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** `20261203T030000Z` */
const utc = (iso: string): string => `${iso.slice(0, 19).replace(/[-:]/g, "")}Z`;

const basic = (day: string): string => day.replaceAll("-", "");

/** Text as a value: RFC 5545, 3.3.11. A control character has no place in one. */
const escaped = (text: string): string =>
  text
    .replace(/[\\;,]/g, (sign) => `\\${sign}`)
    .replace(/\r\n|[\r\n]/g, "\\n")
    .replace(/\p{Cc}/gu, " ");

/** A line in parts of at most {@link OCTETS}, further ones behind a space; no character is cut in two. */
function folded(line: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (const character of line) {
    if (Buffer.byteLength(part + character) > OCTETS) {
      parts.push(part);
      part = " ";
    }
    part += character;
  }
  return [...parts, part];
}
