import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { configWith } from "../stacks/graphs.ts";
import { runBoth } from "./both.ts";
import { stacks } from "./settings.ts";

/** How many random stacks; more at night. */
const RUNS = Number(process.env.RECORDER_RUNS ?? 30);
/** As many as are compared at once. */
const BATCH = 30;

const demos = ["demo-account", "demo-dev", "demo-prod", "demo-staging"];

test("the graphs of all demo stacks are the SDK's, before a first update and after it", async () => {
  const jobs = [false, true].flatMap((known) => demos.map((demo) => ({ stack: configWith(demo, {}), known })));
  for (const { differences, recorder } of await runBoth(jobs)) {
    expect(differences).toEqual([]);
    expect(Object.keys(Object(recorder.graph)).length).toBeGreaterThan(100);
  }
});

test(`and so are those of ${RUNS} stacks with random settings`, async () => {
  const seed = Number(process.env.RECORDER_SEED ?? Date.now() % 2 ** 31);
  const sampled = fc.sample(stacks, { numRuns: RUNS, seed });
  const sizes = new Set<number>();
  for (let from = 0; from < sampled.length; from += BATCH) {
    const jobs = sampled.slice(from, from + BATCH).map((stack) => ({ stack }));
    for (const [at, { differences, recorder }] of (await runBoth(jobs)).entries()) {
      expect({ seed, stack: from + at, thrown: recorder.thrown, differences }).toEqual({
        seed,
        stack: from + at,
        thrown: undefined,
        differences: [],
      });
      sizes.add(Object.keys(Object(recorder.graph)).length);
    }
  }
  // Else they would all be the demo stacks.
  expect(sizes.size).toBeGreaterThan(demos.length);
}, 1_800_000);
