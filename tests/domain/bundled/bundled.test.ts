import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { freshBuild } from "../../../domain/bundled/fresh.mjs";
import { makeBundle } from "../../../domain/bundled/make.ts";
import { markOf } from "../../../domain/bundled/mark.mjs";
import { policyFiles } from "../../../domain/bundled/policy-list.ts";

const root = join(import.meta.dirname, "../../..");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "bundled-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Has the bundle `one` made of a source in the folder; returns that source. */
function madeOf(text: string, change: object = {}): string {
  const source = join(folder, "source.ts");
  writeFileSync(source, text);
  const current = { build: "one", node: process.version, place: root, inputs: [[relative(root, source), markOf(source)]] };
  writeFileSync(join(folder, "current.json"), JSON.stringify({ ...current, ...change }));
  return source;
}

test("a bundle is fresh while its sources are what they were", () => {
  madeOf("a");
  expect(freshBuild(folder)).toBe("one");
});

test("another text of the same length is noticed, even where the time of its writing is put back", () => {
  const source = madeOf("a");
  const before = Number(markOf(source)?.split(" ")[2]) / 1000;
  utimesSync(source, before, before);
  madeOf("a");
  writeFileSync(source, "b");
  utimesSync(source, before, before);
  expect(freshBuild(folder)).toBeUndefined();
});

test("so is a source that is gone, another Node, and a repository that was moved", () => {
  rmSync(madeOf("a"));
  expect(freshBuild(folder)).toBeUndefined();
  madeOf("a", { node: "v22.0.0" });
  expect(freshBuild(folder)).toBeUndefined();
  madeOf("a", { place: "/elsewhere" });
  expect(freshBuild(folder)).toBeUndefined();
});

test("where there is none, or a half of one, nothing is fresh", () => {
  expect(freshBuild(folder)).toBeUndefined();
  writeFileSync(join(folder, "current.json"), '{"build":');
  expect(freshBuild(folder)).toBeUndefined();
});

test("the policies' bundle has each policy, depends on each file and folder of them, and goes stale with a new file", async () => {
  const build = (await makeBundle("policies", folder)) ?? "";
  expect(freshBuild(folder)).toBe(build);
  const { inputs }: { inputs: readonly (readonly [string, string])[] } = JSON.parse(readFileSync(join(folder, "current.json"), "utf8"));
  const paths = new Set(inputs.map(([path]) => path));
  const files = policyFiles(join(root, "policies"));
  for (const path of [
    "policies",
    "policies/rds",
    "node_modules/luxon/package.json",
    "node_modules/.package-lock.json",
    "domain/bundled/make.ts",
  ])
    expect([path, paths.has(path)]).toEqual([path, true]);
  expect(files.filter((file) => !paths.has(`policies/${file}`))).toEqual([]);
  const text = readFileSync(join(folder, build, "policies.mjs"), "utf8");
  expect(text).toContain('"aws-rds-instance-enforce-tls"');
  expect(text).toContain('from "@pulumi/policy"');
  // The folder's own mark, as a new policy changes it.
  writeFileSync(
    join(folder, "current.json"),
    JSON.stringify({ ...JSON.parse(readFileSync(join(folder, "current.json"), "utf8")), inputs: [["policies/rds", "other"]] }),
  );
  expect(freshBuild(folder)).toBeUndefined();
});

test("while another process makes it, the sources run", async () => {
  writeFileSync(join(folder, "lock"), "");
  await expect(makeBundle("policies", folder)).rejects.toThrow("EEXIST");
});

test("older bundles go, but for those that a process may still read", async () => {
  for (const age of [2, 0.5]) mkdirSync(join(folder, `${Date.now() - age * 3_600_000}-1`));
  await makeBundle("policies", folder);
  expect(readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())).toHaveLength(2);
});
