import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { clockText, daySpans, overlap, type WeekSpan } from "../../domain/calendars/spans.ts";

const week = 7 * 24 * 60;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const span = fc.record({ start: fc.nat(week - 1), length: fc.nat(week - 1) });

/** The minutes of the week that a span holds, one by one. */
const minutesOf = ({ start, length }: WeekSpan) => new Set(Array.from({ length }, (_, i) => (start + i) % week));

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
  expect(overlap({ start: week - 60, length: 60 }, { start: 0, length: 60 })).toBe(false);
});

test("a time of day is that of any day, also of the day before", () => {
  expect([clockText(0), clockText(24 * 60 + 61), clockText(-1)]).toEqual(["00:00", "01:01", "23:59"]);
});
