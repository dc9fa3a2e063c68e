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

const stacks = [...new Set(recorded.map(({ stack }) => stack))];

test("what is recorded stays recorded", () => {
  expect(recorded.length).toBeGreaterThanOrEqual(234);
  expect(recorded.filter(({ replaced }) => replaced.length > 0).length).toBeGreaterThanOrEqual(63);
});

test("of what goes first all three reasons are recorded: its type, its name, and that what it is made of goes first", () => {
  const first = new Set(recorded.flatMap(({ deletedFirst = [] }) => deletedFirst));
  const reasons = [
    "aws:efs/mountTarget:MountTarget::files-1",
    "aws:backup/vault:Vault::backup-copy",
    "aws:backup/vaultPolicy:VaultPolicy::backup-copy",
  ];
  expect(reasons.filter((name) => !first.has(name))).toEqual([]);
});

test.each(stacks)(
  "%s: the rule replaces what Pulumi's engine with the AWS provider replaced, and in its order",
  async (stack) => {
    const script = join(import.meta.dirname, "../support/replacements/compare.ts");
    // A process of its own: the recorder previews there, several times as fast as here.
    const { stdout } = await promisify(execFile)(process.execPath, [script, stack], { env: bare, maxBuffer: 1 << 26 });
    expect(stdout).toBe("");
  },
  240_000,
);
