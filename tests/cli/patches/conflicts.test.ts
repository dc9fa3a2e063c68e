import { expect, test } from "@jest/globals";
import { conflictsOf, longestWait } from "../../../cli/patches/conflicts.ts";
import type { PatchFacts } from "../../../cli/patches/facts.ts";
import { now, production, staging } from "./facts.ts";

const conflicts = (change: Partial<PatchFacts>, of: PatchFacts | undefined = staging) => conflictsOf({ ...production, ...change }, of, now);

test("a plan without conflicts has none", () => {
  expect(conflicts({})).toEqual([]);
});

test.each<[string, Partial<PatchFacts>, RegExp]>([
  [
    "a backup in summer only",
    { daily: { "database.backupWindow": "01:30-02:30" } },
    /^database.backupWindow 01:30-02:30 UTC runs into the window of 2027-04-01T02:00Z/,
  ],
  ["a backup over midnight", { daily: { x: "23:00-03:30" } }, /^x 23:00-03:30 UTC runs into the window of 2027-03-25T03:00Z/],
  [
    "a freeze of 41 days",
    { freezes: [{ from: "2027-05-01", to: "2027-06-10", reason: "Anniversary" }] },
    /^a fix waits 5[\d.]+ days at most, expected 30 \(PCI DSS 6\.3\.3\)/,
  ],
  ["a soak that is longer than a year", { soakDays: 400 }, /^production takes no image/],
  [
    "a start that summer time skips",
    { window: { ...production.window, weekday: "sun", start: "02:30" } },
    /^on 2027-03-28 the clocks of Europe\/Berlin change/,
  ],
  [
    "an emergency that is over",
    { emergency: { reason: "CVE-2027-0001 in nginx", until: "2027-03-23" } },
    /^patching.emergency ended on 2027-03-23/,
  ],
])("%s is a conflict", (_, change, sentence) => {
  expect(conflicts(change)).toContainEqual(expect.stringMatching(sentence));
});

test("an emergency still holds on its last day", () => {
  expect(conflicts({ emergency: { reason: "CVE-2027-0001 in nginx", until: "2027-03-24" } })).toEqual([]);
});

test("a backup that ends when the window begins is none", () => {
  expect(conflicts({ daily: { x: "01:00-02:00" } })).toEqual([]);
});

test("a backup in a frozen window does not count: nothing is patched then", () => {
  const freezes = [{ from: "2027-03-25", to: "2027-03-25", reason: "Board meeting" }];
  // Only the first window begins at 03:00 UTC; in summer they end at 05:00.
  expect(conflicts({ daily: { x: "05:15-05:45" } })).toEqual([expect.stringContaining("2027-03-25T03:00Z")]);
  expect(conflicts({ daily: { x: "05:15-05:45" }, freezes })).toEqual([expect.stringContaining("2027-11-04T03:00Z")]);
});

test("production without a staging says so", () => {
  expect(conflictsOf(production, undefined, now)).toEqual([
    "images should run for 3 days in staging first, and there is no stack file of a staging",
  ]);
});

test("a fix waits a week where every window is open and nobody goes first", () => {
  expect(longestWait(staging, undefined, now)).toBe(7);
  expect(longestWait(production, staging, now)).toBeGreaterThan(7);
});
