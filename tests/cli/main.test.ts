import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { faultText } from "../../cli/text/fault.ts";
import { type Session, startSession } from "./session.ts";
import { inPipe, inTerminal } from "./terminal.ts";

const root = join(import.meta.dirname, "../..");
let folder: string;
let session: Session;
beforeAll(() => {
  session = startSession();
  folder = mkdtempSync(join(tmpdir(), "store-main-"));
});
afterAll(async () => {
  await session.end();
  rmSync(folder, { recursive: true });
});

test("--version, and --version of a command that has one of its own", async () => {
  const [version, packed] = await Promise.all([inPipe(["--version"]), inPipe(["release", "pack", folder, "--version", "one"])]);
  expect(version).toEqual({ status: 0, stdout: "0.1.0\n", stderr: "" });
  expect([packed.status, packed.stdout]).toEqual([1, ""]);
  expect(packed.stderr).toMatch(/^--version: got "one", expected a release's name/);
});

test("help of a command is what its --help says, with an example; of none it lists them; of an unknown one it is a fault", async () => {
  const [help, own, all, unknown] = await Promise.all([
    session.run(["help", "release", "pack"]),
    session.run(["release", "pack", "--help"]),
    session.run(["help"]),
    session.run(["help", "chek"]),
  ]);
  expect([help.status, help.stdout]).toEqual([0, own.stdout]);
  expect(help.stdout).toMatch(/Examples:\n {2}# .*\n {2}npx store release pack /);
  expect([all.status, all.stdout]).toEqual([0, expect.stringContaining("help [command]")]);
  expect(unknown).toEqual({ status: 1, stdout: "", stderr: "error: unknown command 'chek'\n(Did you mean check?)\n" });
});

test.each([
  "demo-prod",
  "demo-prod.yaml",
  "Pulumi.demo-prod.yaml",
  "stacks/Pulumi.demo-prod.yaml",
  "./stacks/Pulumi.demo-prod.yaml",
  join(root, "stacks/Pulumi.demo-prod.yaml"),
])("%s is the stack demo-prod", async (given) => {
  const { status, stdout } = await session.run(["pci", given, "--json"]);
  expect([status, JSON.parse(stdout).map(({ stack }: { readonly stack: string }) => stack)]).toEqual([0, ["demo-prod"]]);
});

test("a stack's file in another folder is a fault, unless --stacks names the folder", async () => {
  writeFileSync(join(folder, "Pulumi.demo-prod.yaml"), "config: {}\n");
  const file = join(folder, "Pulumi.demo-prod.yaml");
  const [other, named] = await Promise.all([session.run(["pci", file]), session.run(["pci", file, "--stacks", folder])]);
  expect(other).toEqual({
    status: 1,
    stdout: "",
    stderr: `${file}: got a file outside of stacks, expected the name of a stack, or its file there; --stacks ${folder} reads that folder\n`,
  });
  expect(named.stderr).toMatch(/^demo-prod: the settings have a fault\n/);
});

test("a stack's name that is nearly right names the one that is meant, in every command", async () => {
  const calls = ["preview", "check", "pci", "doctor", "permissions"];
  const runs = await Promise.all(calls.map((call) => session.run([call, "demo-prd"])));
  const sentence = /^stacks\/Pulumi\.demo-prd\.yaml: no such file, expected demo-prod, or another of the stacks demo-account, /;
  expect(runs.map(({ status, stderr }) => [status, sentence.test(stderr)])).toEqual([1, 2, 1, 1, 1].map((status) => [status, true]));
});

test("a command line that cannot be followed ends with 1, and with 2 where 1 is a verdict", async () => {
  const [pci, check, odd] = await Promise.all([inPipe(["pci", "--nope"]), inPipe(["check", "--nope"]), inPipe(["constructor"])]);
  expect([pci.status, check.status, check.stderr]).toEqual([1, 2, "error: unknown option '--nope'\n"]);
  expect([odd.status, odd.stderr]).toEqual([1, "error: unknown command 'constructor'\n"]);
});

test("--no-color stands anywhere, and takes the colours away", async () => {
  const [with_, without] = await Promise.all([inTerminal(["pci", "nope"], 60), inTerminal(["pci", "nope", "--no-color"], 60)]);
  expect([with_.stdout.includes("\u001b[31m"), without.stdout.includes("\u001b[31m")]).toEqual([true, false]);
});

describe.each([
  [
    "text",
    '"text"',
    (folder: string) =>
      `a-dev: the settings have a fault\n  ${join(folder, "Pulumi.a-dev.yaml")}:2: xcart-hosting:settings: got "text", expected an object with kind: store or kind: account\n`,
  ],
  [
    "a secret",
    "{ secure: v1:abc }",
    (folder: string) =>
      `${join(folder, "Pulumi.a-dev.yaml")}: xcart-hosting:settings: got a secret, expected settings in plain text; none of them is secret\n`,
  ],
])("settings that are %s", (_, value, sentence) => {
  const calls = [
    ["preview", "a-dev"],
    ["check", "a-dev"],
    ["pci", "a-dev"],
    ["cost", "a-dev"],
    ["permissions", "a-dev"],
    ["patches", "a-dev", "--no-aws"],
    ["doctor", "a-dev"],
    ["certificate", "status", "a-dev"],
    ["release", "list", "a-dev"],
    ["release", "promote", "a-dev", "5.6.0.12-1"],
    ["restore", "a-dev", "--at", "2026-11-20T03:12:00Z", "--what", "all", "--dry-run"],
    ["waf", "explain", "a-dev", "--ip", "203.0.113.5"],
  ];
  test("are the same sentence in every command", async () => {
    writeFileSync(join(folder, "Pulumi.a-dev.yaml"), `config:\n  xcart-hosting:settings: ${value}\n`);
    const runs = [];
    for (const call of calls) runs.push(await session.run([...call, "--stacks", folder]));
    const expected = calls.map(([name]) => ({ status: name === "check" ? 2 : 1, stdout: "", stderr: sentence(folder) }));
    expect(runs).toEqual(expected);
  }, 240_000);
});

test("a reader that has enough is no fault", () => {
  const requests = Array.from({ length: 3000 }, (_, at) => JSON.stringify({ ip: "203.0.113.5", country: "DE", path: `/?n=${at}` }));
  writeFileSync(join(folder, "requests.jsonl"), requests.join("\n"));
  const call = `'${process.execPath}' cli/store.mjs waf explain demo-dev --requests '${relative(root, join(folder, "requests.jsonl"))}' --json`;
  const { stdout, stderr } = spawnSync("bash", ["-c", `${call} | head -n 1; echo "\${PIPESTATUS[0]}"`], { cwd: root, encoding: "utf8" });
  expect([stdout, stderr]).toEqual(['{"requests": [\n141\n', ""]);
});

test("a fault is red up to its colon, and goes on further in where the terminal is narrow", () => {
  const colors = picocolors.createColors(true);
  const report = "demo-dev: the settings have a fault\n  patching.soak: got 3, expected 0, or a staging stack";
  expect(faultText(report, { columns: 40, colors }).split("\n")).toEqual([
    `${colors.red("demo-dev:")} the settings have a fault`,
    `  ${colors.red("patching.soak:")} got 3, expected 0, or`,
    "    a staging stack",
  ]);
});
