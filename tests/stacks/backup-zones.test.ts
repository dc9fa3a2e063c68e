import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { DateTime } from "luxon";
import { irregularDay, localSpans } from "../../domain/calendars/clock-changes.ts";
import { minutesADay, minutesAWeek, overlap, type WeekSpan } from "../../domain/calendars/spans.ts";

/** Zones of both hemispheres, with and without clock changes, offsets of all kinds, one that changes by half an hour. */
const zones = [
  "UTC",
  "Europe/Berlin",
  "Europe/London",
  "America/New_York",
  "America/Los_Angeles",
  "America/St_Johns",
  "America/Santiago",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Adelaide",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
  "Pacific/Chatham",
  "Pacific/Kiritimati",
] as const;

const pad = (number: number) => String(number).padStart(2, "0");
const clocks = fc.tuple(fc.nat(23), fc.nat(59)).map(([hour, minute]) => `${pad(hour)}:${pad(minute)}`);

/** Each day of 2027 at a local time, as luxon sees it. */
function days(clock: string, zone: string): DateTime[] {
  const [hour, minute] = clock.split(":").map(Number);
  return Array.from({ length: 365 }, (_, i) => {
    const { year, month, day } = DateTime.utc(2027, 1, 1).plus({ days: i });
    return DateTime.fromObject({ year, month, day, hour, minute }, { zone });
  });
}

/** Minutes from Monday 00:00 UTC. */
const weekMinute = (time: DateTime) => {
  const { weekday, hour, minute } = time.toUTC();
  return (weekday - 1) * minutesADay + hour * 60 + minute;
};

const key = ({ start, length }: WeekSpan) => `${start} ${length}`;

describe("a local time of day, over a year with its clock changes", () => {
  test("begins, in UTC, where luxon says that it does, and nowhere else", () => {
    fc.assert(
      fc.property(clocks, fc.constantFrom(...zones), fc.integer({ min: 1, max: minutesADay }), (clock, zone, length) => {
        const regular = irregularDay(clock, zone) === undefined;
        fc.pre(regular);
        const expected = new Set(days(clock, zone).map((day) => `${weekMinute(day)} ${length}`));
        expect(new Set(localSpans(clock, zone, length).map(key))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  test("is irregular where, and only where, a day lacks it or has it twice", () => {
    fc.assert(
      fc.property(clocks, fc.constantFrom(...zones), (clock, zone) => {
        const shown = (day: DateTime) => day.toFormat("HH:mm") === clock;
        const odd = days(clock, zone)
          .map((day) => ({ day: day.toISODate(), times: shown(day) ? day.getPossibleOffsets().length : 0 }))
          .find(({ times }) => times !== 1);
        expect(irregularDay(clock, zone)).toEqual(odd);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ["02:30", "Europe/Berlin", { day: "2027-03-28", times: 0 }],
    ["01:30", "America/New_York", { day: "2027-11-07", times: 2 }],
    ["01:45", "Australia/Lord_Howe", { day: "2027-04-04", times: 2 }],
    ["02:15", "Australia/Lord_Howe", { day: "2027-10-03", times: 0 }],
    ["03:00", "Europe/Berlin", undefined],
    ["02:30", "Asia/Kolkata", undefined],
    ["02:30", "UTC", undefined],
  ])("at %s in %s: %j", (clock, zone, expected) => {
    expect(irregularDay(clock, zone)).toEqual(expected);
  });

  test("overlaps a window of UTC exactly if on some day of the year it does", () => {
    const windows = fc.record({ start: fc.nat(minutesAWeek - 1), length: fc.integer({ min: 60, max: minutesADay }) });
    fc.assert(
      fc.property(clocks, fc.constantFrom(...zones), windows, (clock, zone, window) => {
        fc.pre(irregularDay(clock, zone) === undefined);
        const length = 120;
        const planned = localSpans(clock, zone, length).some((span) => overlap(span, window));
        const begins = [...new Set(days(clock, zone).map(weekMinute))];
        const minutes = begins.flatMap((begin) => Array.from({ length }, (_, i) => (begin + i) % minutesAWeek));
        const real = minutes.some((minute) => (minute - window.start + minutesAWeek) % minutesAWeek < window.length);
        expect(planned).toBe(real);
      }),
      { numRuns: 40 },
    );
  });
});
