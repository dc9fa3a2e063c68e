import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../../..");
const dryRun = (...more: string[]) => {
  const args = [join(root, "cli/store.mjs"), "restore", "demo-prod", "--at", "2026-11-20T03:12:00Z", "--dry-run", ...more];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env: { PATH: process.env.PATH } });
  return { status, stdout, stderr };
};

test("the plan for demo-prod, without an account, is the one that was read and agreed to", () => {
  const expected = readFileSync(join(import.meta.dirname, "demo-prod.txt"), "utf8");
  expect(dryRun("--what", "all")).toEqual({ status: 0, stdout: expected, stderr: "" });
});

test.each(["database", "files", "all"])("the commands for %s are good shell, and every variable is set before it is used", (what) => {
  const { lookups, restore, switch: over } = JSON.parse(dryRun("--what", what, "--json").stdout);
  const commands: string[] = [...lookups, ...[...restore, ...over].flatMap((step: { commands: string[] }) => step.commands)];
  expect(spawnSync("bash", ["-n"], { input: commands.join("\n"), encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
  // `$ARGS` is jq's.
  const unset = commands.flatMap((command, i) => {
    const before = commands.slice(0, i + 1).join("\n");
    return [...command.matchAll(/\$([A-Z_]+)\b/g)]
      .map(([, name = ""]) => name)
      .filter((name) => name !== "ARGS" && !new RegExp(`\\b${name}=`).test(before));
  });
  expect(unset).toEqual([]);
});
