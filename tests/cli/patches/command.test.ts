import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { demoFileFor } from "../../support/demo-file.ts";

const root = join(import.meta.dirname, "../../..");
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "patches-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `store patches` without any credentials. */
function patches(...args: string[]) {
  const env = { PATH: process.env.PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: "true" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/store.mjs"), "patches", ...args], {
    encoding: "utf8",
    cwd: folder,
    env,
  });
  return { status, stdout, stderr };
}

test("shows a demo stack's windows without credentials, in plain text, and says that AWS was not asked", () => {
  const { status, stdout, stderr } = patches("demo-prod");
  // By today's date something may have ended.
  expect([status, stderr]).toEqual([stdout.includes("  not met  ") ? 1 : 0, ""]);
  expect(stdout).toMatch(/^demo-prod {2}patches, as of /);
  expect(stdout).toContain("not asked: there are no credentials");
  expect(stdout).toContain("image that staging took until ");
  expect(stdout).not.toContain("\u001b");
});

test("--json prints one object with the same", () => {
  const report = JSON.parse(patches("demo-prod", "--json", "--no-aws").stdout);
  expect([report.stack, report.pciDss, report.observed]).toEqual(["demo-prod", "4.0.1", undefined]);
  expect(report.windows).toHaveLength(8);
  expect(report.requirements.map(({ pci }: { pci: string }) => pci)).toContain("12.3.4");
});

test("--graph takes the ends from a graph, and one that is past makes it 1", () => {
  const type = "aws:lambda/function:Function";
  const resources = [{ urn: `urn:pulumi:demo-prod::xcart-hosting::${type}::old`, type, custom: true, inputs: { runtime: "nodejs18.x" } }];
  const file = join(folder, "graph.json");
  const manifest = { time: "2027-01-01T00:00:00Z", magic: "", version: "" };
  writeFileSync(file, JSON.stringify({ version: 3, deployment: { manifest, resources } }));
  const { status, stdout } = patches("demo-prod", "--no-aws", "--graph", file);
  expect(status).toBe(1);
  expect(stdout).toContain("past: Lambda runtime nodejs18.x (2025-09-01)");
  expect(stdout).not.toContain("RDS for MySQL");
});

test("production without a stack file of its staging says so", () => {
  writeFileSync(join(folder, "Pulumi.shop-prod.yaml"), demoFileFor("shop-prod"));
  const { stdout } = patches("shop-prod", "--no-aws", "--stacks", folder);
  expect(stdout).toContain("patching.soak: got 3, expected 0, or a staging stack in which images run first: add Pulumi.shop-staging.yaml");
});

test.each([
  ["an account's stack", "demo-account", "demo-account: got an account's stack, expected a store's, which has something to patch\n"],
  ["a stack that is not there", "demo-test", "stacks/Pulumi.demo-test.yaml: no such file"],
])("%s ends with 1 and one sentence", (_, stack, sentence) => {
  const { status, stdout, stderr } = patches(stack, "--no-aws");
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(sentence);
});

test("settings that are wrong end with 1, each fault a line", () => {
  writeFileSync(join(folder, "Pulumi.shop-dev.yaml"), "config: { xcart-hosting:settings: { kind: store, environment: dev } }\n");
  const { status, stderr } = patches("shop-dev", "--no-aws", "--stacks", folder);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^shop-dev: the settings have 5 faults\n {2}/);
});
