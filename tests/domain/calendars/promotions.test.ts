import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type PatchPlan, promotions } from "../../../domain/calendars/promotions.ts";
import { weekdays } from "../../../domain/calendars/windows.ts";

const from = new Date("2026-11-22T00:00:00Z");
const plan = (weekday: (typeof weekdays)[number], more: Partial<PatchPlan> = {}): PatchPlan => ({
  window: { weekday, start: "03:00", hours: 3, timezone: "UTC" },
  freezes: [],
  soakDays: 0,
  ...more,
});
const anyPlan = fc.record({
  weekday: fc.constantFrom(...weekdays),
  timezone: fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Pacific/Auckland"),
  soakDays: fc.integer({ min: 0, max: 7 }),
});

describe("promotions", () => {
  test("production never takes what staging has not run for the days to soak", () => {
    fc.assert(
      fc.property(anyPlan, anyPlan, (first, second) => {
        const staging = plan(first.weekday, { window: { weekday: first.weekday, start: "04:00", hours: 3, timezone: first.timezone } });
        const production = plan(second.weekday, {
          window: { weekday: second.weekday, start: "04:00", hours: 3, timezone: second.timezone },
          soakDays: second.soakDays,
        });
        const { windows, oldestDays } = promotions(staging, production, from);
        for (const { at, soakedSince } of windows) {
          const soaked = (at.getTime() - (soakedSince?.getTime() ?? Number.NaN)) / 86_400_000;
          expect(soaked).toBeGreaterThanOrEqual(production.soakDays);
          // Staging takes one a week, so what has soaked is never more than a week older than it must be.
          expect(soaked).toBeLessThan(production.soakDays + 7.1);
        }
        expect(oldestDays).toBeLessThan(production.soakDays + 14.2);
      }),
      { numRuns: 60 },
    );
  });

  test("three days after staging's Sunday comes Wednesday, and by the next one the image is ten days old", () => {
    const { windows, oldestDays } = promotions(plan("sun"), plan("thu", { soakDays: 3 }), from);
    expect([windows[0]?.at.toISOString(), windows[0]?.soakedSince?.toISOString()]).toEqual([
      "2026-11-26T03:00:00.000Z",
      "2026-11-22T06:00:00.000Z",
    ]);
    expect(oldestDays).toBeCloseTo(10.875, 3);
  });

  test("a freeze of production makes its image older by its weeks", () => {
    const freezes = [{ from: "2026-12-08", to: "2026-12-20", reason: "season" }];
    const usual = promotions(plan("sun"), plan("thu", { soakDays: 3 }), from).oldestDays;
    expect(promotions(plan("sun"), plan("thu", { soakDays: 3, freezes }), from).oldestDays).toBeCloseTo(usual + 14, 3);
  });

  test("a freeze of staging holds production to what it has", () => {
    const freezes = [{ from: "2026-12-05", to: "2026-12-14", reason: "audit" }];
    const { windows } = promotions(plan("sun", { freezes }), plan("thu", { soakDays: 3 }), from);
    expect(windows.slice(1, 5).map(({ soakedSince }) => soakedSince?.toISOString().slice(0, 10))).toEqual([
      "2026-11-29",
      "2026-11-29",
      "2026-11-29",
      "2026-12-20",
    ]);
  });
});
