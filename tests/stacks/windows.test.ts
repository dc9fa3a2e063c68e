import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { daySpans, type Freeze, freezesOverlap, longestGap, overlap, type WeekSpan, weekSpan } from "../../stacks/settings/windows.ts";

const week = 7 * 24 * 60;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const clock = (minute: number) => `${String(Math.floor(minute / 60) % 24).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const moment = (minute: number) => `${days[Math.floor(minute / 1440) % 7]}:${clock(minute)}`;
const weekly = ({ start, length }: WeekSpan) => `${moment(start)}-${moment(start + length)}`;
const dayText = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);

const span = fc.record({ start: fc.nat(week - 1), length: fc.nat(week - 1) });
const short = fc.record({ start: fc.nat(week - 1), length: fc.integer({ min: 60, max: 1440 }) });

/** The minutes of the week that a span holds, one by one. */
const minutesOf = ({ start, length }: WeekSpan) => new Set(Array.from({ length }, (_, i) => (start + i) % week));

test("a weekly window is read back as it was written, also over the week's end", () => {
  fc.assert(fc.property(span, (one) => expect(weekSpan(weekly(one))).toEqual(one)));
});

test("a daily window is one span for each day, also over midnight", () => {
  expect(daySpans("23:30-00:30")).toEqual(days.map((_, day) => ({ start: day * 1440 + 1410, length: 60 })));
});

test("overlap agrees with comparing minute by minute, whichever span comes first", () => {
  fc.assert(
    fc.property(span, span, (a, b) => {
      const held = minutesOf(a);
      const shared = [...minutesOf(b)].some((minute) => held.has(minute));
      expect([overlap(a, b), overlap(b, a)]).toEqual([shared, shared]);
    }),
  );
});

test("spans that only touch do not overlap", () => {
  expect(overlap(weekSpan("sun:23:00-mon:00:00"), weekSpan("mon:00:00-mon:01:00"))).toBe(false);
});

/** 2026-01-01 and the days after it. */
const firstDay = Date.parse("2026-01-01T00:00:00Z") / 86_400_000;
const freeze = fc
  .record({ from: fc.nat(120), length: fc.nat(40) })
  .map(({ from, length }): Freeze => ({ from: dayText(firstDay + from), to: dayText(firstDay + from + length), reason: "sale" }));
const freezes = fc
  .array(freeze, { maxLength: 5 })
  .map((all) => all.filter((one, i) => !all.slice(0, i).some((other) => freezesOverlap(one, other))));

/** Walks through the days of half a year and more, and keeps those on which a window begins that no freeze touches. */
function gapsByDay(window: string, frozen: readonly Freeze[]): { from: string; to: string; days: number }[] {
  const { start, length } = weekSpan(window);
  const isFrozen = (day: number) => frozen.some(({ from, to }) => from <= dayText(day) && dayText(day) <= to);
  const open: number[] = [];
  for (let day = firstDay - 60; day < firstDay + 260; day++) {
    // Monday is day 0 of the week; JavaScript counts from Sunday.
    if ((new Date(day * 86_400_000).getUTCDay() + 6) % 7 !== Math.floor(start / 1440)) continue;
    const last = day + Math.floor(((start % 1440) + length - 1) / 1440);
    if (!isFrozen(day) && !isFrozen(last)) open.push(day);
  }
  return open.slice(1).map((day, i) => ({ from: dayText(open[i] ?? 0), to: dayText(day), days: day - (open[i] ?? 0) }));
}

test("the longest gap agrees with walking through the days", () => {
  fc.assert(
    fc.property(short, freezes, (window, frozen) => {
      const gaps = gapsByDay(weekly(window), frozen).filter((gap) => gap.days > 7);
      const longest = Math.max(...gaps.map((gap) => gap.days));
      const found = longestGap(weekly(window), frozen);
      expect(found?.days).toBe(gaps.length === 0 ? undefined : longest);
      if (found) expect(gaps).toContainEqual(found);
    }),
  );
});

test("a freeze that no window touches leaves no gap", () => {
  expect(longestGap("sun:03:00-sun:04:00", [{ from: "2026-11-23", to: "2026-11-28", reason: "sale" }])).toBe(undefined);
});

test("a window that runs into a frozen day is frozen too", () => {
  const sunday = [{ from: "2026-11-29", to: "2026-11-29", reason: "sale" }];
  expect(longestGap("sat:23:30-sun:00:30", sunday)).toEqual({ from: "2026-11-21", to: "2026-12-05", days: 14 });
  expect(longestGap("sat:23:00-sun:00:00", sunday)).toBe(undefined);
});

test("freezes that are a day apart do not overlap", () => {
  const first = { from: "2026-11-23", to: "2026-11-27", reason: "sale" };
  expect(freezesOverlap(first, { ...first, from: "2026-11-28", to: "2026-11-30" })).toBe(false);
  expect(freezesOverlap(first, { ...first, from: "2026-11-27", to: "2026-11-30" })).toBe(true);
});
