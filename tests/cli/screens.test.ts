import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { widthOf } from "../../cli/text/width.ts";
import { type Session, startSession } from "./session.ts";
import { inTerminal, onScreen } from "./terminal.ts";

const stacks = join(import.meta.dirname, "../../stacks");
const folder = mkdtempSync(join(tmpdir(), "screens-"));
const session = startSession();

/** A store's settings of which something ends soon. */
const end = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
const trial = `order-token: count, core: { action: count, reason: Trying out for a while what it would have blocked, until: "${end}" }`;
const demo = readFileSync(join(stacks, "Pulumi.demo-dev.yaml"), "utf8");
writeFileSync(join(folder, "Pulumi.shop-dev.yaml"), demo.replace("order-token: count", trial));

/** A change of the account, and what its own run wrote of it, for `review`. */
const [base, change] = [join(folder, "base"), join(folder, "change")];
const reviewed = { graphs: join(folder, "graphs"), report: join(folder, "report.json") };

beforeAll(async () => {
  for (const place of [base, change, reviewed.graphs]) mkdirSync(place);
  const file = "Pulumi.demo-account.yaml";
  cpSync(join(stacks, file), join(base, file));
  writeFileSync(join(change, file), readFileSync(join(stacks, file), "utf8").replace("monthlyUsd: 3000", "monthlyUsd: 500"));
  await session.run(["preview", "--all", "--stacks", change, "--graph", reviewed.graphs]);
  const { stdout } = await session.run(["check", "--all", "--stacks", change, "--format", "json"]);
  writeFileSync(reviewed.report, stdout);
});
afterAll(async () => {
  await session.end();
  rmSync(folder, { recursive: true });
});

/** Every command, and where it can do nothing without AWS what it says then. */
const calls: readonly (readonly string[])[] = [
  ["preview", "demo-dev"],
  ["preview", "--all"],
  ["check", "demo-dev", "--verbose"],
  ["pci", "demo-prod"],
  ["pci", "demo-dev", "8.3", "1.3.1"],
  ["cost", "demo-staging"],
  ["diff", "demo-dev", "demo-staging"],
  ["diff", "demo-dev"],
  ["report", "demo-dev"],
  ["review", "--graphs", reviewed.graphs, "--settings", change, "--report", reviewed.report, "--stacks", base],
  ["ends", "--stacks", folder],
  ["permissions", "demo-dev"],
  ["permissions", "demo-dev", "--role", "canary"],
  ["patches", "demo-prod", "--no-aws"],
  ["waf", "explain", "demo-dev", "--ip", "203.0.113.5", "--country", "DE", "--path", "/?target=login"],
  ["restore", "demo-prod", "--at", "2026-11-20T03:12:00Z", "--what", "all", "--dry-run"],
  ["doctor", "demo-dev"],
  ["certificate", "status", "demo-prod"],
  ["release", "list", "demo-prod"],
  ["new", "acme", "--domain", "acme", "--dir", join(folder, "missing")],
  ["help", "waf", "explain"],
];

/** Commands to be copied, and what cannot be broken. */
const staysWhole = (line: string): boolean => /^ +(?:npx|aws|export|--) ?/.test(line) || !line.trim().includes(" ");

/** The steps of a restore are shell from its first helper on. */
const people = (text: string): string[] => {
  const lines = text.split("\n");
  const shell = lines.findIndex((line) => line.startsWith("In one shell"));
  return shell < 0 ? lines : lines.slice(0, shell);
};

const COLOR = new RegExp(`${"\u001b"}\\[\\d+m`);

const words = (text: string): string[] => people(text).join(" ").split(/\s+/);

/** A report says when it was made. */
const withoutTime = (text: string): string => text.replace(/\d\d:\d\d UTC/g, "12:00 UTC");

describe.each(calls.map((call, at) => [call.join(" ").replaceAll(folder, ""), call, at] as const))("store %s", (_, call, at) => {
  test("is as wide as the screen and no word is broken, in colour where there is some", async () => {
    const ran = async (how?: Parameters<Session["run"]>[1]) => {
      const { status, stdout, stderr } = await session.run(call, how);
      return { status, stdout: withoutTime(stdout), stderr };
    };
    const plain = await ran();
    const forced = await ran({ env: { FORCE_COLOR: "1" } });
    const narrow = await ran({ columns: 60 });
    const wide = await ran({ columns: 120, env: at % 2 === 0 ? { TERM: "dumb" } : { NO_COLOR: "1" } });
    const said = plain.stdout + plain.stderr;
    expect([forced, narrow, wide].map(({ status }) => status)).toEqual(Array(3).fill(plain.status));
    expect(said).not.toContain("\u001b");
    expect(forced.stdout + forced.stderr).toContain("\u001b[");
    expect(onScreen(forced.stdout + forced.stderr)).toEqual(said);
    expect(narrow.stdout).toMatch(COLOR);
    expect(wide.stdout).not.toMatch(COLOR);
    const known = new Set(words(said));
    for (const [columns, { stdout }] of [
      [60, narrow],
      [120, wide],
    ] as const) {
      const shown = onScreen(stdout);
      expect(people(shown).filter((line) => widthOf(line) > columns && !staysWhole(line))).toEqual([]);
      expect(people(shown).filter((line) => line !== line.trimEnd())).toEqual([]);
      // The kinds of a plan are counted as there is room, and values that differ are cut to it.
      if (!["preview", "diff", "review"].includes(call[0] ?? "")) expect(words(shown).filter((word) => !known.has(word))).toEqual([]);
    }
  }, 240_000);
});

test("a real terminal has what the session's has, and 80 columns where it says so", async () => {
  const call = ["waf", "explain", "demo-dev", "--ip", "203.0.113.5", "--country", "DE", "--path", "/?target=login"];
  const [real, made] = await Promise.all([inTerminal(call, 80), session.run(call, { columns: 80 })]);
  expect(onScreen(real.stdout)).toBe(onScreen(made.stdout));
});
