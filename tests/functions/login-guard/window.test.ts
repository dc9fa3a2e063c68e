import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Threshold } from "../../../domain/contracts/login-guard.ts";
import { type Attempt, blocksOf } from "../../../functions/login-guard/window.ts";

const threshold = fc.record({
  attempts: fc.integer({ min: 2, max: 10 }),
  windowSeconds: fc.integer({ min: 1, max: 20 }),
  blockSeconds: fc.integer({ min: 1, max: 20 }),
});
/** Times in half seconds, so that many stand on a window's edge; each its own, since what happens at once has no order. */
const attempts = fc.uniqueArray(
  fc.record({
    at: fc.nat(100).map((half) => half * 500),
    outcome: fc.constantFrom<Attempt["outcome"][]>("failure", "failure", "failure", "failure", "success"),
    cidr: fc.constantFrom("a", "b", "c"),
  }),
  { selector: ({ at }) => at, maxLength: 60 },
);

/** The same by asking, for each failure, which failures before it count. */
function naive(all: readonly Attempt[], { attempts: limit, windowSeconds, blockSeconds }: Threshold): Map<string, number> {
  const blocks = new Map<string, number>();
  for (const last of all.filter(({ outcome }) => outcome === "failure")) {
    const before = all.filter(({ at }) => at <= last.at && at > last.at - windowSeconds * 1000);
    const success = Math.max(-1, ...all.filter(({ outcome, at }) => outcome === "success" && at < last.at).map(({ at }) => at));
    const counted = before.filter(({ outcome, at }) => outcome === "failure" && at > success).sort((a, b) => b.at - a.at);
    if (counted.length < limit) continue;
    for (const { cidr } of counted.slice(0, limit)) blocks.set(cidr, Math.max(blocks.get(cidr) ?? 0, last.at + blockSeconds * 1000));
  }
  return blocks;
}

const sorted = (blocks: ReadonlyMap<string, number>) => [...blocks].sort();

test("blocks are those of a model that counts each window by itself, whatever the order of the attempts", () => {
  fc.assert(
    fc.property(attempts, threshold, (all, limits) => expect(sorted(blocksOf(all, limits))).toEqual(sorted(naive(all, limits)))),
    { numRuns: 2000 },
  );
});

const limits = { attempts: 6, windowSeconds: 120, blockSeconds: 120 };
const at = (seconds: number): Attempt => ({ at: seconds * 1000, outcome: "failure", cidr: "a" });

test("the sixth failure counts up to, but not at, two minutes after the first", () => {
  expect(blocksOf([0, 1, 2, 3, 4, 119.999].map(at), limits)).toEqual(new Map([["a", 239_999]]));
  expect(blocksOf([0, 1, 2, 3, 4, 120].map(at), limits)).toEqual(new Map());
});

test("five failures block no one, and no failures neither", () => {
  expect(blocksOf([0, 1, 2, 3, 4].map(at), limits)).toEqual(new Map());
  expect(blocksOf([], limits)).toEqual(new Map());
});
