import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { bundle } from "../../../components/function/bundle.ts";
import { report, runbookVariable, settingsVariable } from "../../../domain/contracts/finding-mail.ts";
import { eventOf } from "./findings.ts";
import { type Office, openOffice } from "./office.ts";

const file = join(fileURLToPath(new URL("../../..", import.meta.url)), bundle("finding-mail"), "index.mjs");

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(async () => await office.close());

/** Runs the bundled function as Lambda does, in a process of its own; returns the metrics that it printed. */
async function invoke(event: object): Promise<Record<string, unknown>[]> {
  const call = `const { handler } = await import(${JSON.stringify(file)}); await handler(${JSON.stringify(event)});`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", call], {
    env: {
      ...{ ...process.env, ...office.environment, [settingsVariable]: JSON.stringify(office.teller.settings) },
      [runbookVariable]: office.teller.settings.runbook,
    },
  });
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ _aws, ...values }) => values);
}

test("the bundled function mails findings of a queue, counts what it could not read, and reports by the schedule", async () => {
  expect(await invoke({ Records: [{ body: eventOf("inspector") }, { body: "no JSON" }] })).toEqual([
    { stack: "demo-account", "findings-unreadable": 1 },
  ]);
  expect(await invoke(report)).toEqual([{ stack: "demo-account", "findings-open": 1, "findings-suppressed": 0 }]);
  expect((await office.mails()).map(({ subject }) => subject)).toEqual([
    "CRITICAL: CVE-2026-10001 - openssl-libs (demo-account)",
    "Findings: 1 open, 0 suppressed (demo-account)",
  ]);
});

test("the bundled function refuses a call of no one's", async () => {
  await expect(invoke({ hello: "world" })).rejects.toThrow();
});
