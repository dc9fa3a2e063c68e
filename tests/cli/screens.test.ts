import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { widthOf } from "../../cli/text/width.ts";
import { inPipe, inTerminal, onScreen } from "./terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "screens-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A store's settings of which something ends soon. */
const end = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
const trial = `order-token: count, core: { action: count, reason: Trying out for a while what it would have blocked, until: "${end}" }`;
const demo = readFileSync(join(import.meta.dirname, "../../stacks/Pulumi.demo-dev.yaml"), "utf8");
writeFileSync(join(folder, "Pulumi.shop-dev.yaml"), demo.replace("order-token: count", trial));

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

describe.each(calls.map((call) => [call.join(" "), call] as const))("store %s", (_, call) => {
  test("is as wide as the screen and no word is broken, in colour where there is some", async () => {
    const [plain, forced, narrow, usual, wide] = await Promise.all([
      inPipe(call),
      inPipe(call, { FORCE_COLOR: "1" }),
      inTerminal(call, 60),
      inTerminal(call, 80, { NO_COLOR: "1" }),
      inTerminal(call, 120, { TERM: "dumb" }),
    ]);
    const said = plain.stdout + plain.stderr;
    expect([plain, forced, narrow, usual, wide].map(({ status }) => status)).toEqual(Array(5).fill(plain.status));
    expect(said).not.toContain("\u001b");
    expect(forced.stdout + forced.stderr).toContain("\u001b[");
    expect(onScreen(forced.stdout + forced.stderr)).toEqual(said);
    expect(narrow.stdout).toMatch(COLOR);
    for (const { stdout } of [usual, wide]) expect(stdout).not.toMatch(COLOR);
    const known = new Set(words(said));
    for (const [columns, { stdout }] of [
      [60, narrow],
      [80, usual],
      [120, wide],
    ] as const) {
      const shown = onScreen(stdout);
      expect(people(shown).filter((line) => widthOf(line) > columns && !staysWhole(line))).toEqual([]);
      expect(people(shown).filter((line) => line !== line.trimEnd())).toEqual([]);
      // The kinds of a plan are counted as there is room, and values that differ are cut to it.
      if (call[0] !== "preview" && call[0] !== "diff") expect(words(shown).filter((word) => !known.has(word))).toEqual([]);
    }
  }, 240_000);
});
