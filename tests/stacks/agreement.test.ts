import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { listStacks, ownProject } from "../../cli/offline/project.ts";
import { readGraph } from "../../cli/offline/read-graph.ts";
import { compareFacts, factsOf, readRecorded } from "../support/agreement.ts";

const stacks = listStacks(ownProject()).filter((stack) => stack.startsWith("demo-"));

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "agreement-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/*
 * Why the SDK may be patched (decision 0007). What the engine makes is recorded, so that every machine compares; .ci/run compares the
 * record with the engine where aws-check is there. tests/support/record-agreement.ts says how to record anew.
 */
test.each(stacks)("the graph that store preview makes of %s agrees with the one of an engine with the AWS provider behind it", (stack) => {
  const graph = join(folder, `${stack}.json`);
  const store = join(import.meta.dirname, "../../cli/store.mjs");
  // The command itself: Jest hands the SDK to tests in a way that cannot be patched.
  expect(spawnSync(process.execPath, [store, "preview", stack, "--graph", graph], { encoding: "utf8" }).stderr).toBe("");
  const recorded = readRecorded(stack);
  expect(Object.keys(recorded).length).toBeGreaterThan(100);
  expect(compareFacts(factsOf(readGraph(graph).deployment.resources), recorded)).toEqual([]);
});
