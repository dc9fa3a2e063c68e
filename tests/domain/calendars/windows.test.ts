import { describe, expect, test } from "@jest/globals";
import { Cron } from "croner";
import fc from "fast-check";
import {
  clockYear,
  type Freeze,
  longestGap,
  nextWindows,
  openSpans,
  type PatchWindow,
  serviceWindow,
  weekdays,
} from "../../../domain/calendars/windows.ts";

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Auckland"];
const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
const two = (value: number) => String(value).padStart(2, "0");

const anyWindow: fc.Arbitrary<PatchWindow> = fc.record({
  weekday: fc.constantFrom(...weekdays),
  start: clock.map(([hour, minute]) => `${two(hour)}:${two(minute)}`),
  hours: fc.integer({ min: 1, max: 24 }),
  timezone: fc.constantFrom(...zones),
});
const clearWindow = anyWindow.filter((window) => !clockYear(window, new Date("2026-01-01T00:00:00Z")).unclearDay);
const moment = fc.date({ min: new Date("2026-01-01T00:00:00Z"), max: new Date("2027-06-01T00:00:00Z"), noInvalidDate: true });
const dayText = moment.map((date) => date.toISOString().slice(0, 10));
const anyFreeze: fc.Arbitrary<Freeze> = fc
  .tuple(dayText, fc.integer({ min: 0, max: 20 }))
  .map(([from, days]) => ({ from, to: new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10), reason: "season" }));

const berlin = (weekday: PatchWindow["weekday"], start: string, hours = 3): PatchWindow => ({
  weekday,
  start,
  hours,
  timezone: "Europe/Berlin",
});
const iso = (date: Date | undefined) => date?.toISOString();

describe("nextWindows", () => {
  test("agrees with a cron library about local time, over both clock changes", () => {
    fc.assert(
      fc.property(clearWindow, moment, (window, from) => {
        const [hour, minute] = window.start.split(":").map(Number);
        const cron = new Cron(`${minute} ${hour} * * ${window.weekday}`, { timezone: window.timezone });
        // croner looks for what comes after a moment.
        const expected = cron.nextRuns(60, new Date(from.getTime() - 1000));
        const got = nextWindows(window, [], from, 60).map(({ start }) => start);
        expect(got).toEqual(expected.filter((start) => start >= from).slice(0, got.length));
      }),
      { numRuns: 40 },
    );
  });

  test("lasts its hours, also in the night in which the clocks go back", () => {
    const [night] = nextWindows(berlin("sun", "01:00", 4), [], new Date("2026-10-24T12:00:00Z"), 1);
    expect([iso(night?.start), iso(night?.end)]).toEqual(["2026-10-24T23:00:00.000Z", "2026-10-25T03:00:00.000Z"]);
  });

  test("no window that takes place shares a local day with a freeze", () => {
    fc.assert(
      fc.property(clearWindow, fc.array(anyFreeze, { maxLength: 4 }), moment, (window, freezes, from) => {
        const day = new Intl.DateTimeFormat("en-CA", { timeZone: window.timezone });
        for (const { start, end, frozenBy } of nextWindows(window, freezes, from, 30)) {
          const days = [day.format(start), day.format(new Date(end.getTime() - 1))];
          const hit = freezes.some((freeze) => (days[0] ?? "") <= freeze.to && (days[1] ?? "") >= freeze.from);
          expect(frozenBy !== undefined).toBe(hit);
        }
      }),
      { numRuns: 40 },
    );
  });

  test("a window that ends at midnight does not touch the day that begins then", () => {
    const freeze = { from: "2026-11-23", to: "2026-11-30", reason: "season" };
    const [before, frozen] = nextWindows(berlin("sun", "21:00"), [freeze], new Date("2026-11-20T00:00:00Z"), 2);
    expect([before?.frozenBy, frozen?.frozenBy]).toEqual([undefined, freeze]);
  });
});

describe("clockYear: unclearDay", () => {
  const from = new Date("2026-11-22T00:00:00Z");
  test.each([
    ["skipped in spring", berlin("sun", "02:30"), "2027-03-28"],
    ["shown twice in autumn", berlin("sun", "02:00"), "2027-03-28"],
    ["changed in its first hour", { ...berlin("sun", "01:30"), timezone: "America/New_York" }, "2027-03-14"],
    ["changed while it is open", berlin("sun", "01:00"), "2027-03-28"],
    ["changed on the day after its start", berlin("sat", "23:00", 4), "2027-03-27"],
    ["clear on weekdays", berlin("wed", "02:30"), undefined],
    ["clear after it", berlin("sun", "03:00"), undefined],
    ["clear in UTC", { ...berlin("sun", "02:30"), timezone: "UTC" }, undefined],
  ])("%s", (_, window, expected) => {
    expect(clockYear(window, from).unclearDay).toBe(expected);
  });
});

describe("clockYear: opens", () => {
  const minuteOfWeek = (date: Date) => (((date.getUTCDay() + 6) % 7) * 24 + date.getUTCHours()) * 60 + date.getUTCMinutes();

  test("a window opens no earlier and no later than that in a year", () => {
    fc.assert(
      fc.property(clearWindow, moment, (window, from) => {
        const { earliest, spread } = clockYear(window, from).opens;
        const opens = nextWindows(window, [], from, 52).map(({ start }) => (minuteOfWeek(start) - earliest + 10080) % 10080);
        expect([Math.min(...opens), Math.max(...opens)]).toEqual([0, spread]);
      }),
      { numRuns: 40 },
    );
  });

  test("is the same whenever it is asked for", () => {
    fc.assert(
      fc.property(clearWindow, moment, moment, (window, one, other) => {
        expect(clockYear(window, one).opens).toEqual(clockYear(window, other).opens);
      }),
      { numRuns: 40 },
    );
  });

  test("becomes a window of RDS that has closed when the window opens, also over the week's end", () => {
    const from = new Date("2026-11-22T00:00:00Z");
    expect(clockYear(berlin("sun", "03:00"), from).opens.spread).toBe(60);
    expect(serviceWindow(clockYear(berlin("sun", "03:00"), from))).toBe("sun:00:00-sun:01:00");
    expect(serviceWindow(clockYear({ ...berlin("mon", "06:00"), timezone: "Asia/Kolkata" }, from))).toBe("sun:23:30-mon:00:30");
    expect(serviceWindow(clockYear({ ...berlin("mon", "00:00"), timezone: "UTC" }, from))).toBe("sun:23:00-mon:00:00");
  });
});

describe("longestGap", () => {
  test("is none without a frozen window", () => {
    expect(longestGap(berlin("sun", "03:00"), [])).toBeUndefined();
    expect(longestGap(berlin("sun", "03:00"), [{ from: "2026-11-23", to: "2026-11-27", reason: "no Sunday in it" }])).toBeUndefined();
  });

  test("runs from the window before to the one after, over freezes that leave none between", () => {
    const freezes = [
      { from: "2026-11-28", to: "2026-12-06", reason: "sale" },
      { from: "2026-12-13", to: "2026-12-27", reason: "season" },
    ];
    const gap = longestGap(berlin("sun", "03:00"), freezes);
    expect([iso(gap?.from), iso(gap?.to), gap?.days]).toEqual(["2026-11-22T02:00:00.000Z", "2027-01-03T02:00:00.000Z", 42]);
  });

  test("agrees with a recount from day to day", () => {
    fc.assert(
      fc.property(clearWindow, fc.array(anyFreeze, { maxLength: 4 }), (window, freezes) => {
        const open = nextWindows(window, freezes, new Date("2025-10-01T00:00:00Z"), 110).filter(({ frozenBy }) => !frozenBy);
        const days = open.slice(1).map(({ start }, i) => Math.round((start.getTime() - (open[i]?.start.getTime() ?? 0)) / 86_400_000));
        const longest = Math.max(...days);
        expect(longestGap(window, freezes)?.days ?? 7).toBe(Math.max(7, longest));
      }),
      { numRuns: 40 },
    );
  });
});

describe("openSpans", () => {
  test("have each window that takes place, and none that is frozen", () => {
    fc.assert(
      fc.property(anyWindow, fc.array(anyFreeze, { maxLength: 4 }), (window, freezes) => {
        const spans = openSpans(window, freezes);
        for (const { start, end, frozenBy } of nextWindows(window, freezes, new Date("2025-11-01T00:00:00Z"), 95)) {
          const within = spans.filter(({ from, to }) => (!from || from <= start) && (!to || end <= to));
          const touched = spans.filter(({ from, to }) => (!from || from < end) && (!to || start < to));
          expect([within.length, touched.length]).toEqual(frozenBy ? [0, 0] : [1, 1]);
        }
      }),
      { numRuns: 50 },
    );
  });

  test("are one without an end where nothing is frozen", () => {
    expect(openSpans(berlin("thu", "03:00"), [])).toEqual([{}]);
  });
});
