import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { statuses } from "../../../cli/pci/assess.ts";
import { widthOf } from "../../../cli/text/width.ts";
import { isRecord } from "../../../domain/values.ts";
import { startSession } from "../session.ts";
import { onScreen } from "../terminal.ts";

const root = join(import.meta.dirname, "../../..");
const session = startSession();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "store-pci-"));
});
afterAll(async () => {
  await session.end();
  rmSync(folder, { recursive: true });
});

const listOf = (text: string): Record<string, unknown>[] => {
  const parsed: unknown = JSON.parse(text);
  return Array.isArray(parsed) ? parsed.filter(isRecord) : [];
};
const rowsOf = (report: Record<string, unknown> | undefined) => [report?.requirements].flat().filter(isRecord);

test("--json is a list of reports with the same fields for each requirement of every stack", async () => {
  const { status, stdout, stderr } = await session.run(["pci", "--all", "--json"]);
  const reports = listOf(stdout);
  expect([status, stderr, reports.map(({ stack }) => stack)]).toEqual([0, "", ["demo-account", "demo-dev", "demo-prod", "demo-staging"]]);
  expect(reports.map((report) => Object.keys(report).sort().join(" "))).toEqual([
    "assessment at counts requirements stack standard",
    ...Array(3).fill("assessment at calendar counts requirements stack standard"),
  ]);
  const fields = "components evidence family number policies reasons saqA saqAEp status what";
  for (const report of reports) {
    const rows = rowsOf(report);
    expect(rows).toHaveLength(257);
    expect(new Set(rows.map(({ owner, ...row }) => Object.keys(row).sort().join(" ")))).toEqual(new Set([fields]));
    expect(rows.filter(({ status: one }) => !statuses.some((known) => known === one))).toEqual([]);
    const counted = Object.fromEntries([...Map.groupBy(rows, ({ status: one }) => String(one))].map(([one, { length }]) => [one, length]));
    expect(report.counts).toEqual(counted);
  }
}, 300_000);

test("requirements are shown in whole, with the components, at the width of the screen", async () => {
  const call = ["pci", "demo-prod", "8.4.2", "1.3"];
  const [plain, narrow, wide] = await Promise.all([
    session.run(call),
    session.run(call, { columns: 60 }),
    session.run(call, { columns: 100 }),
  ]);
  expect([plain, narrow, wide].map(({ status }) => status)).toEqual([0, 0, 0]);
  expect(plain.stdout.match(/^ {2}\d\S+ {2}.+$/gm)).toEqual([
    "  1.3.1  in place",
    "  1.3.2  in part",
    "  1.3.3  not applicable",
    "  8.4.2  in place",
  ]);
  expect(plain.stdout).toMatch(/compliant components:\n {6}\S.*Network, /);
  for (const [columns, { stdout }] of [
    [60, narrow],
    [100, wide],
  ] as const) {
    const lines = onScreen(stdout).split("\n");
    expect(lines.filter((line) => widthOf(line) > columns && line.trim().includes(" "))).toEqual([]);
    expect(lines.join(" ").split(/\s+/)).toEqual(plain.stdout.split(/\s+/));
  }
}, 240_000);

test("an account's report claims nothing of what its stores have", async () => {
  const { status, stdout } = await session.run(["pci", "demo-account"]);
  expect(status).toBe(0);
  expect(stdout).toContain("Assessment: none: an account is assessed with its stores");
  expect(stdout).toMatch(/\n {2}unknown {2}[^\n]*\b1\.3\.2, .*\n {4}- no policy looked at anything here\n/);
  expect(stdout).not.toContain("external scans");
}, 240_000);

test("settings with a fault are said with their place, and nothing else is", async () => {
  copyFileSync(join(root, "stacks/Pulumi.demo-staging.yaml"), join(folder, "Pulumi.demo-staging.yaml"));
  const { status, stdout, stderr } = await session.run(["pci", "demo-staging", "--stacks", folder]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(
    /^demo-staging: the settings have a fault\n {2}\S+Pulumi\.demo-staging\.yaml:\d+: account\.stack: got "demo-account"/,
  );
}, 240_000);

test.each([
  [["pci"], /^store pci: got no stack, expected --all or one of demo-account, [^\n]+\n$/],
  [
    ["pci", "demo-prod", "13.1", "8.3.40"],
    /^store pci: got 13\.1, 8\.3\.40, expected numbers of PCI DSS 4\.0\.1 such as 8\.3\.4, [^\n]+\n$/,
  ],
  [["pci", "demo-prod", "--all"], /^store pci: got [^\n]+\n$/],
  [["pci", "demo-prods"], /^stacks\/Pulumi\.demo-prods\.yaml: no such file, expected demo-prod, [^\n]+\n$/],
])("%j ends with 1 and one sentence", async (call, sentence) => {
  const { status, stdout, stderr } = await session.run(call);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(sentence);
});
