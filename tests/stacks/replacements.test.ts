import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@jest/globals";
import { bare } from "../cli/terminal.ts";
import { cases, isRecorded } from "../support/replacements/kept.ts";

/*
 * What the engine replaced, and in which order, is recorded (docs/decisions/0087-the-rule-and-the-engine.md), so that every machine compares.
 */
const recorded = cases().filter(isRecorded);

test("what is recorded stays recorded", () => {
  expect(recorded.length).toBeGreaterThanOrEqual(60);
});

test("the rule replaces what Pulumi's engine with the AWS provider replaced, and in its order, for each recorded change", async () => {
  const script = join(import.meta.dirname, "../support/replacements/compare.ts");
  // A process of its own: the recorder previews there, several times as fast as here.
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env: bare, maxBuffer: 1 << 26 });
  expect(stdout).toBe("");
}, 240_000);
