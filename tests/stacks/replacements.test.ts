import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { bare } from "../cli/terminal.ts";
import { cases, isRecorded } from "../support/replacements/kept.ts";
import { settingsOf } from "./graphs.ts";

/*
 * What the engine replaced, and in which order, is recorded (docs/decisions/0087-the-rule-and-the-engine.md), so that every machine compares.
 */
const recorded = cases().filter(isRecorded);
const replacing = recorded.filter(({ createdFirst, deletedFirst }) => createdFirst.length + deletedFirst.length > 0);
const demos = ["demo-account", "demo-dev", "demo-prod", "demo-staging"];

test("enough is recorded: 200 changes, 60 that replace, of every stack and of each section of the settings", () => {
  expect(recorded.length).toBeGreaterThanOrEqual(200);
  expect(replacing.length).toBeGreaterThanOrEqual(60);
  expect([...new Set(recorded.map(({ stack }) => stack))].sort()).toEqual(demos);
  expect(cases().filter((one) => !isRecorded(one))).toEqual([]);
  const sections = (stack: string) => new Set(recorded.filter((one) => one.stack === stack).map(({ path }) => path.split(".")[0]));
  const known = new Set(demos.flatMap((stack) => [...sections(stack)]));
  const used = demos.flatMap((stack) => Object.keys(settingsOf(stack)));
  expect([...new Set(used)].filter((section) => !known.has(section)).sort()).toEqual(unchanged);
});

/** What cannot be another in a stack that runs: the rest would be of another stack. */
const unchanged = ["environment", "kind"];

test("the rule replaces what Pulumi's engine with the AWS provider replaced, and in its order, for each recorded change", async () => {
  const script = join(import.meta.dirname, "../support/replacements/compare.ts");
  // A process of its own: the recorder previews there, several times as fast as here.
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env: bare, maxBuffer: 1 << 26 });
  expect(stdout).toBe("");
}, 240_000);
