import { beforeAll, expect, test } from "@jest/globals";
import { type Compared, runBoth } from "./both.ts";
import type { Job } from "./job.ts";
import { differing, programs } from "./programs.ts";

const names = Object.keys(programs).filter((name) => name !== differing);
const stack = { project: "xcart-hosting", stack: "test", config: { "xcart-hosting:key": "a", "other:key": "b" }, secretKeys: [] };
const states = { "before a first update": false, "after an update": true };
const jobs: Job[] = [
  ...Object.values(states).flatMap((known) => names.map((program) => ({ stack, program, known }))),
  { stack, program: differing },
];

let results: readonly Compared[] = [];
beforeAll(async () => {
  results = await runBoth(jobs);
});

test.each(Object.keys(states).flatMap((state) => names.map((name) => [name, state])))(
  "%s, %s: the same by the recorder as by the SDK",
  (name, state) => {
    const at = Object.keys(states).indexOf(String(state)) * names.length + names.indexOf(String(name));
    expect(results[at]?.differences).toEqual([]);
    expect(Object.keys(results[at]?.recorder ?? {}).length).toBeGreaterThan(1);
  },
);

test("of a fault the recorder reports the resource that has it, and not again those that wait for it", () => {
  expect(results.at(-1)?.recorder.thrown).toBe('error serializing property "policy": no such thing');
  expect(results.at(-1)?.differences).toEqual([expect.stringContaining("waits for something that never comes")]);
});
