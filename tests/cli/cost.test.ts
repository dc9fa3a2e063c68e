import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import { startSession } from "./session.ts";

const root = join(import.meta.dirname, "../..");
const session = startSession();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-cost-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

afterAll(() => session.end());

const store = (...args: string[]) => session.run(["cost", ...args]);

/** Copies a demo stack's file with something else in it. */
function copied(stack: string, from = "", to = from): void {
  const file = `Pulumi.${stack}.yaml`;
  writeFileSync(join(folder, file), readFileSync(join(root, "stacks", file), "utf8").replace(from, to));
}

test("store cost of a store prints sum, groups, assumptions and savings, and takes what its settings assume", async () => {
  copied("demo-account");
  copied("demo-dev", "    patching:", "    costs: { outGb: 100 }\n    patching:");
  const { status, stdout, stderr } = await store("demo-dev", "--stacks", folder);
  expect([status, stderr]).toEqual([0, ""]);
  const lines = stdout.split("\n");
  expect(lines.find((line) => line.includes("GB out to visitors"))).toMatch(/^ {2}100 GB out to visitors +9\.00$/);
  expect(stdout).toContain("outGb 100 (set)");
  expect(lines.filter((line) => /^[A-Za-z]/.test(line) && !line.startsWith("demo-dev")).map((line) => line.split("  ")[0])).toEqual([
    expect.stringMatching(/^US dollars for 730 hours at AWS list prices, ±20%/),
    ...["network", "web", "database", "cache", "files", "protection", "backups", "logs and alarms", "mail"],
    "Not included",
    "Assumed monthly use (settings: costs)",
    "Possible savings, and what they give up",
  ]);
});

test("--json is one object whose sum is the preview's", async () => {
  const first = await store("demo-account", "--json");
  const { cost, stack, overBudget } = JSON.parse(first.stdout);
  expect([first.status, stack, overBudget]).toEqual([0, "demo-account", []]);
  const preview = await session.run(["preview", "demo-account", "--json"]);
  expect(JSON.parse(preview.stdout).cost).toEqual({ region: cost.region, prices: cost.prices, usd: cost.usd, missing: 0 });
});

test("--all has a line a stack, their sum, and a warning where the account's budget is less", async () => {
  for (const stack of ["demo-dev", "demo-staging", "demo-prod"]) copied(stack);
  copied("demo-account", "monthlyUsd: 3000", "monthlyUsd: 500");
  const { status, stdout } = await store("--all", "--stacks", folder);
  const lines = stdout.split("\n");
  expect([status, lines.slice(0, 5).map((line) => line.split(" ")[0])]).toEqual([
    0,
    ["demo-account", "demo-dev", "demo-prod", "demo-staging", "together"],
  ]);
  expect(stdout).toMatch(
    /demo-account: the budget is USD 500 a month \(spending\.monthlyUsd\), and demo-account, demo-dev, demo-prod, demo-staging cost about [\d,]+/,
  );
});

test("a Region without a price of the database says at least how much, and what is not in it", async () => {
  for (const stack of ["demo-account", "demo-dev", "demo-staging", "demo-prod"]) copied(stack, "us-east-1", "eu-west-3");
  const { status, stdout } = await store("demo-prod", "--stacks", folder);
  expect(status).toEqual(0);
  expect(stdout).toMatch(/^demo-prod {2}at least USD [\d,]+ to [\d,]+ a month, without \d+ things that have\s+no price here/);
  expect(stdout).toContain(
    "\n  database instance db.m7g.large: no price known in eu-west-3 (AWS's price file of 2025-03-14 has none there)\n",
  );
});

test.each([
  [["demo-test"], /^stacks\/Pulumi\.demo-test\.yaml: no such file, expected one of the stacks [^\n]+\n$/],
  [[], /^store cost: got no stack, expected --all or one of [^\n]+\n$/],
])("%j ends with 1 and one sentence", async (args, sentence) => {
  const { status, stdout, stderr } = await store(...args);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(sentence);
});

test("assumptions that are none are said with their path", async () => {
  copied("demo-account");
  copied("demo-dev", "    patching:", "    costs: { outGb: -1, visits: 3 }\n    patching:");
  const { status, stdout, stderr } = await store("demo-dev", "--stacks", folder);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("costs.outGb: got -1, expected GB, from 0");
  expect(stderr).toMatch(/costs\.visits/);
});
