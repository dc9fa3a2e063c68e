import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const fixture = join(import.meta.dirname, "fixtures/preview-fixture.ts");

function previewFixture(name: string, ...args: string[]): { failure?: string; preview?: { counts: object } } {
  const { stdout, stderr } = spawnSync(process.execPath, [fixture, name, ...args], { encoding: "utf8" });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

test.each([
  [
    "registersTwice",
    "demo-dev: urn:pulumi:demo-dev::xcart-hosting::aws:ssm/parameter:Parameter::same: registered twice, expected a name of its own for each resource",
  ],
  [
    "hasNoProvider",
    "demo-dev: aws:ssm/parameter:Parameter homeless: got no provider, expected an explicit one (pulumi:disable-default-providers refuses aws's own)",
  ],
  ["readsExisting", "demo-dev: aws:ssm/parameter:Parameter old: reads an existing resource, expected its id or ARN in the settings"],
  ["refusesItsSettings", "demo-dev: the settings have a fault\n  domain: missing"],
  ["neverEnds", "demo-dev: aws:ssm/parameter:Parameter waiting: waits for something that never comes, expected every promise to settle"],
  ["logsAnError", "demo-dev: the program logged an error, expected none"],
])("a program that %s fails with one sentence and no trace", (name, failure) => {
  expect(previewFixture(name)).toEqual({ stack: "demo-dev", failure });
});

test.each([
  ["throwsInApply", 'demo-dev: error serializing property "value": apply went wrong'],
  ["throwsUnexpectedly", "demo-dev: undefined is not a store"],
])("a program that %s fails with the message once and where it was thrown", (name, message) => {
  const [first, where, ...rest] = (previewFixture(name).failure ?? "").split("\n");
  expect([first, /faulty\.ts:\d+:\d+/.test(where ?? ""), rest.includes(message)]).toEqual([message, true, false]);
});

test("what a program logs does not get into the result on stdout", () => {
  expect(previewFixture("logsAWord").preview?.counts).toEqual({ resources: 0, components: 0 });
});

test("a graph is written for a good program and not for a faulty one", () => {
  const folder = mkdtempSync(join(tmpdir(), "graph-"));
  previewFixture("shop", join(folder, "good.json"));
  previewFixture("registersTwice", join(folder, "bad.json"));
  expect([existsSync(join(folder, "good.json")), existsSync(join(folder, "bad.json"))]).toEqual([true, false]);
  rmSync(folder, { recursive: true });
});
