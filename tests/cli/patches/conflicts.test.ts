import { expect, test } from "@jest/globals";
import { conflictsOf, longestWait } from "../../../cli/patches/conflicts.ts";
import { now, production, staging } from "./facts.ts";

test("a plan without conflicts has none", () => {
  expect(conflictsOf(production, [])).toEqual([]);
});

test("what is wrong with the order is a conflict, and so is an image that nothing replaces", () => {
  expect(conflictsOf({ ...production, pinnedImage: "ami-1" }, ["patching.soak: …"])).toEqual([
    "patching.soak: …",
    "web.image pins ami-1: nodes get new packages, never a new image",
  ]);
});

test("a fix waits a week where every window is open and no one goes first", () => {
  expect(longestWait({ ...staging, freezes: [] }, undefined, now)).toEqual({ days: 7, which: "from one window to the next" });
});

test("a freeze makes it wait from the window before it to the one after", () => {
  const freezes = [{ from: "2027-05-01", to: "2027-05-10", reason: "Anniversary" }];
  expect(longestWait({ ...staging, freezes }, undefined, now)).toEqual({
    days: 21,
    which: "one that just misses the window of 2027-04-25 is here on 2027-05-16",
  });
});

test("production waits for staging's window, the days to soak, and its own freeze", () => {
  expect(longestWait(production, staging, now)).toEqual({
    days: expect.closeTo(17.875, 3),
    which: "one that just misses shop-staging on 2027-03-28 is here on 2027-04-15",
  });
  expect(longestWait({ ...production, soakDays: 400 }, staging, now).days).toBe(Number.POSITIVE_INFINITY);
});
