import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { policies } from "../../policies/pack.ts";
import { resource } from "../policies/support.ts";
import { type Session, startSession } from "./session.ts";

const root = join(import.meta.dirname, "../..");
const weak = resource("aws:rds/instance:Instance", "db", { storageEncrypted: false });
const POLICY = "aws-rds-instance-enable-storage-encryption";
let folder: string;
let session: Session;
beforeAll(() => {
  session = startSession();
});
afterAll(async () => await session.end());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "check-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `store` in the folder. */
const store = (...args: string[]) => session.run(args, { cwd: folder });

/** Writes a graph with these resources and returns the file's name. */
function graphOf(...resources: readonly object[]): string {
  writeFileSync(join(folder, "graph.json"), JSON.stringify({ version: 3, deployment: { resources } }));
  return "graph.json";
}

/** The settings of demo-dev under another name, changed. */
function stackWith(name: string, change: (text: string) => string): void {
  // Its account's stack has no file in the folder.
  const text = readFileSync(join(root, "stacks/Pulumi.demo-dev.yaml"), "utf8").replace(/ {4}account: .*\n/, "");
  writeFileSync(join(folder, `Pulumi.${name}.yaml`), change(text));
}

const waivedUntil = (until: string) => (text: string) =>
  `${text}    waivers:\n      - { policy: ${POLICY}, resource: database, reason: a test of waivers, owner: me, ticket: T-1, until: "${until}" }\n`;

test("the demo stacks have no violation, and none needs a waiver", async () => {
  const { status, stdout, stderr } = await store("check", "--all", "--format", "json");
  const report = JSON.parse(stdout);
  expect([status, stderr, report.failures]).toEqual([0, "", []]);
  const facts = report.stacks.map((one: { stack: string; violations: []; waivers: [] }) => [one.stack, one.violations, one.waivers]);
  expect(facts).toEqual(["demo-account", "demo-dev", "demo-prod", "demo-staging"].map((stack) => [stack, [], []]));
  expect(Object.keys(report.policies)).toHaveLength(policies.length + 1);
});

test("npm start ends with what the policies say", async () => {
  const { status, stdout } = await store("preview", "demo-prod");
  expect([status, stdout.includes("\nPolicies\n  no violations\n")]).toEqual([0, true]);
});

test("a waiver that nothing needs ends check and preview with 1, and stands in the text", async () => {
  const inTwoMonths = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  stackWith("shop-dev", waivedUntil(inTwoMonths));
  const message = `waiver of ${POLICY} for database: got no violation that it waives, expected a waiver that is needed; remove it`;
  for (const command of ["check", "preview"]) {
    const { status, stdout } = await store(command, "shop-dev", "--stacks", folder);
    expect([status, stdout.includes(message)]).toEqual([1, true]);
  }
});

test("a foreign stack's export is checked without its program", async () => {
  const { status, stdout, stderr } = await store("check", "--graph", graphOf(weak));
  expect([status, stderr, stdout.split("\n")[0]?.startsWith("test-prod  ")]).toEqual([1, "", true]);
  expect(stdout).toContain("    db (aws:rds/instance:Instance): storageEncrypted is false; set true\n");
});

test("against the report of its base, a violation is new and then no longer", async () => {
  const graph = graphOf(weak);
  writeFileSync(join(folder, "base.json"), (await store("check", "--graph", graph, "--format", "json")).stdout);
  writeFileSync(join(folder, graph), JSON.stringify({ deployment: { resources: [{ ...weak, outputs: { storageEncrypted: true } }] } }));
  const { changes } = JSON.parse((await store("check", "--graph", graph, "--base", "base.json", "--format", "json")).stdout);
  expect([changes.new, changes.fixed.map(({ policy }: { policy: string }) => policy)]).toEqual([[], [POLICY]]);
});

const bad: [string, () => string[], string][] = [
  [
    "an unknown format",
    () => ["demo-dev", "--format", "xml"],
    "store check: got the format xml, expected one of text, json, markdown, sarif, junit, codequality",
  ],
  ["a graph and a stack", () => ["demo-dev", "--graph", graphOf(weak)], "store check: got --graph and demo-dev, expected one or the other"],
  [
    "a base that is no report",
    () => ["demo-dev", "--base", graphOf(weak)],
    "graph.json: got no version 1 with stacks, expected what `store check --format json` writes",
  ],
  [
    "a base without reports",
    () => ["demo-dev", "--base", "."],
    ".: got a folder without reports, expected what `store check --format json` writes",
  ],
];

test.each(bad)("%s ends with 2 and one sentence", async (_, args, sentence) => {
  expect(await store("check", ...args())).toEqual({ status: 2, stdout: "", stderr: `${sentence}\n` });
});

test("a file that is no export ends with 2 and one sentence", async () => {
  writeFileSync(join(folder, "list.json"), "[]");
  expect(await store("check", "--graph", "list.json")).toEqual({
    status: 2,
    stdout: "",
    stderr: "list.json: got no deployment.resources, expected what `store preview --graph` or `pulumi stack export` writes\n",
  });
});

test("a stack with faulty settings ends with 2, and the others are still checked", async () => {
  stackWith("bad-dev", (text) => text.replace("kind: store", "kind: shop"));
  stackWith("good-dev", (text) => text);
  const { status, stdout, stderr } = await store("check", "--all", "--stacks", folder);
  expect([status, stdout.split("\n")[0], stderr.split("\n")[0]]).toEqual([
    2,
    "good-dev  no violations",
    "bad-dev: the settings have a fault",
  ]);
});
