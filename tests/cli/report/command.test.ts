import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "@jest/globals";
import ICAL from "ical.js";
import { startSession } from "../session.ts";

const session = startSession();
afterAll(() => session.end());

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-report-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a summary says what there is and where the page can be written; the calendar is written as a whole", async () => {
  const ics = join(folder, "demo.ics");
  const { status, stdout, stderr } = await session.run(["report", "demo-dev", "--ics", ics]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(/^demo-dev {2}report of \d{4}-\d{2}-\d{2} \d{2}:\d{2} UTC$/m);
  for (const part of ["policies   no violation", "network    ", "cost       about USD ", "PCI DSS    ", "patches    "])
    expect(stdout).toContain(part);
  expect(stdout).toContain("npx store report demo-dev --html demo-dev.html");
  expect(stdout).toContain(`The calendar is in ${ics}.`);
  const events = new ICAL.Component(ICAL.parse(readFileSync(ics, "utf8"))).getAllSubcomponents("vevent");
  expect(events.length).toBeGreaterThan(12);
  expect(readdirSync(folder)).toEqual(["demo.ics"]);
});

test("against a ref, what changes and what that costs is on the page too", async () => {
  const html = join(folder, "page.html");
  const { status, stdout, stderr } = await session.run(["report", "demo-dev", "--against", "HEAD", "--json", "--html", html]);
  expect([status, stderr]).toEqual([0, ""]);
  const { change } = JSON.parse(stdout);
  expect([change.diff.against, change.cost.items]).toEqual(["HEAD", expect.any(Array)]);
  expect(readFileSync(html, "utf8")).toContain('<section id="changes"');
});

const wrong: readonly (readonly [what: string, args: (folder: string) => readonly string[], says: RegExp])[] = [
  ["a stack that is not there", () => ["demo-prd"], /^store report: got the stack demo-prd, expected one of demo-account, demo-dev, .*\n$/],
  [
    "a folder that is missing",
    (at) => ["demo-dev", "--html", join(at, "none/page.html")],
    /^--html .*none\/page\.html: got a folder that is missing, expected a file in a folder that exists\n$/,
  ],
  ["a folder in place of a file", (at) => ["demo-dev", "--ics", at], /^--ics .*: got a folder, expected a file\n$/],
  [
    "one file for two things",
    (at) => ["demo-dev", "--html", join(at, "a"), "--ics", join(at, "a")],
    /^store report: got .* for the page and for the calendar, expected two files\n$/,
  ],
  [
    "a ref that is not there",
    () => ["demo-dev", "--against", "no-such-ref"],
    /^--against no-such-ref: no such file, branch, tag or commit, expected one.*\n$/,
  ],
  [
    "a file that is not there",
    () => ["demo-dev", "--against", "none.json"],
    /^--against none\.json: no such file, expected one, or a branch, tag or commit\n$/,
  ],
];

test.each(wrong)("%s is one sentence, and nothing is written", async (_, args, says) => {
  const { status, stdout, stderr } = await session.run(["report", ...args(folder)]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(says);
  expect(existsSync(join(folder, "a"))).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});
