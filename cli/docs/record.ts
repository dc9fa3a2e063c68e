import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The examples of docs/cli.md that need neither AWS nor a change: file in outputs/, how many lines are shown, and the call. */
const examples: readonly (readonly [file: string, lines: number, ...call: string[]])[] = [
  ["preview", 12, "preview", "demo-prod"],
  ["check", 9, "check", "demo-prod"],
  ["diff", 14, "diff", "demo-dev", "demo-staging"],
  ["cost", 12, "cost", "demo-prod"],
  ["report", 12, "report", "demo-prod"],
  ["permissions", 9, "permissions", "demo-prod"],
  ["ends", 9, "ends"],
  ["restore", 14, "restore", "demo-prod", "--at", "2026-11-20T03:12:00Z", "--what", "all", "--dry-run"],
  ["patches", 16, "patches", "demo-prod", "--no-aws"],
  ["pci", 12, "pci", "demo-prod"],
  ["waf-explain", 12, "waf", "explain", "demo-prod", "--ip", "203.0.113.5", "--country", "DE", "--path", "/?target=login"],
];

const folder = fileURLToPath(new URL("outputs", import.meta.url));
const store = fileURLToPath(new URL("../store.mjs", import.meta.url));

/** Writes what each example prints now, cut to its lines. The other files in outputs/ are kept as tests of their commands have them. */
for (const [file, lines, ...call] of examples) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [store, ...call], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
  if (stdout === "") throw new Error(`store ${call.join(" ")}: ended with ${status}: ${stderr}`);
  writeFileSync(join(folder, `${file}.txt`), shortened(stdout, lines));
}

function shortened(text: string, max: number): string {
  const lines = text.trimEnd().split("\n");
  return `${lines.length > max ? [...lines.slice(0, max), "…"].join("\n") : lines.join("\n")}\n`;
}
