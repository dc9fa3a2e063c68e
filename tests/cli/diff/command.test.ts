import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { listStacks, ownProject } from "../../../cli/offline/project.ts";
import { type Session, startSession } from "../session.ts";

const root = join(import.meta.dirname, "../../..");
const known = listStacks(ownProject()).join(", ");
/** A repository with this program in it, whose main is what is committed and whose files a test may change. */
let repository = "";
/** The place of the temporary folders, so that what is left over is seen. */
let temporary = "";
let session: Session;

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), "diff-repository-"));
  temporary = mkdtempSync(join(tmpdir(), "diff-temporary-"));
  const parts = [
    "cli",
    "components",
    "domain",
    "functions",
    "host",
    "policies",
    "stacks",
    "Pulumi.yaml",
    "package.json",
    "package-lock.json",
    ".gitignore",
    // The bundles of functions, where they are made already; git ignores them.
    "dist",
  ];
  for (const part of parts.filter((one) => existsSync(join(root, one))))
    cpSync(join(root, part), join(repository, part), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(repository, "node_modules"));
  git("init", "--quiet", "--initial-branch=main");
  commit("Begin");
  session = startSession(repository, { TMPDIR: temporary });
});
afterAll(async () => {
  await session.end();
  rmSync(join(repository, "node_modules"));
  for (const folder of [repository, temporary]) rmSync(folder, { recursive: true });
});

function git(...args: string[]): void {
  const author = ["-c", "user.name=Test", "-c", "user.email=test@example.com"];
  const { status, stderr } = spawnSync("git", [...author, "-C", repository, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${args[0]}: ${stderr}`);
}

function commit(subject: string): void {
  git("add", "--all", ":!node_modules");
  git("commit", "--quiet", "--message", subject);
}

const store = (...args: string[]) => session.run(args);

const stackFile = (stack: string) => join(repository, `stacks/Pulumi.${stack}.yaml`);

/** Runs `use` while a stack's file is changed. */
async function withStack(stack: string, change: (text: string) => string, use: () => Promise<void>): Promise<void> {
  const text = readFileSync(stackFile(stack), "utf8");
  writeFileSync(stackFile(stack), change(text));
  try {
    await use();
  } finally {
    writeFileSync(stackFile(stack), text);
  }
}

const larger = (text: string) => `${text}    database: { instanceClass: db.m7g.xlarge }\n`;

/** Nothing may stay: no folder, and no worktree in git's list. */
function expectNothingLeft(): void {
  expect(readdirSync(temporary)).toEqual([]);
  expect(readdirSync(join(repository, ".git")).includes("worktrees") && readdirSync(join(repository, ".git/worktrees"))).toBeFalsy();
  expect(existsSync(join(root, "node_modules/commander"))).toBe(true);
}

test("a stack against a ref is told by property, and nothing of the ref stays", async () => {
  await withStack("demo-prod", larger, async () => {
    const { status, stdout, stderr } = await store("diff", "demo-prod", "--against", "main");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^demo-prod {2}against main: \d+ updated, 0 replaced, 0 created, 0 deleted\n/);
    expect(stdout).toContain("\ndatabase  Database\n  ~ RDS instance database\n      ~ instanceClass  db.m7g.large → db.m7g.xlarge\n");
    expectNothingLeft();
  });
});

test("all stacks against a ref: JSON has each, --exit-code tells that something differs", async () => {
  // Two, which run in the same process.
  const two = ["demo-account", "demo-dev"];
  git("switch", "--quiet", "--create", "two");
  for (const stack of listStacks(ownProject()).filter((name) => !two.includes(name))) rmSync(stackFile(stack));
  commit("Two");
  const all = ["diff", "--all", "--against", "two", "--exit-code"];
  expect((await store(...all)).status).toEqual(0);
  const cheaper = (text: string) => text.replace("monthlyUsd: 3000", "monthlyUsd: 500");
  await withStack("demo-account", cheaper, async () => {
    const { status, stdout } = await store(...all, "--json");
    const { version, stacks, failures } = JSON.parse(stdout);
    const changed = stacks.map((one: { stack: string; changes: [] }) => [one.stack, one.changes.length > 0]);
    expect([status, version, failures]).toEqual([2, 1, []]);
    expect(changed).toEqual([
      ["demo-account", true],
      ["demo-dev", false],
    ]);
  });
  git("switch", "--quiet", "main");
  expectNothingLeft();
});

test("what takes production's database is refused by diff and check, until the settings have a word for it", async () => {
  git("switch", "--quiet", "--create", "other-name");
  const file = join(repository, "components/database/database.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace('username: "xcart_admin"', 'username: "other_admin"'));
  commit("Other name");
  git("switch", "--quiet", "main");
  // A base in another folder: what the session has loaded stays as it is.
  mkdirSync(join(temporary, "store-diff-0"));
  const sentence = "aws:rds/instance:Instance::database: replaced because of username, and with it goes ";
  const refused = await store("diff", "demo-prod", "--against", "other-name");
  expect([refused.status, refused.stdout.split("\n")[2]]).toEqual([1, expect.stringContaining(`  ! Refused: ${sentence}`)]);
  const checked = await store("check", "demo-prod", "--against", "other-name", "--format", "json");
  const report = JSON.parse(checked.stdout);
  expect([checked.status, report.refused]).toEqual([
    1,
    [expect.objectContaining({ stack: "demo-prod", sentence: expect.stringContaining(sentence) })],
  ]);
  const word = '    allowReplacement: [{ resource: "aws:rds/instance:Instance::database", reason: It is restored, until: "2099-12-31" }]\n';
  await withStack(
    "demo-prod",
    (text) => `${text}${word}`,
    async () => expect((await store("diff", "demo-prod", "--against", "other-name")).status).toBe(0),
  );
  rmSync(join(temporary, "store-diff-0"), { recursive: true });
  expectNothingLeft();
});

test("code of a function that changes is told, though its path is the same", async () => {
  git("switch", "--quiet", "--create", "other-code");
  const handler = join(repository, "functions/finding-mail/handler.ts");
  writeFileSync(handler, `${readFileSync(handler, "utf8")}\nconsole.log("changed");\n`);
  commit("Other code");
  git("switch", "--quiet", "main");
  const { stdout } = await store("diff", "demo-account", "--against", "other-code");
  expect(stdout).toContain("function findings\n      ~ code.contents  sha256:");
  expect(stdout).toMatch(/^demo-account {2}against other-code: 1 updated, /);
});

test("a stack that the ref does not have is created", async () => {
  cpSync(stackFile("demo-account"), stackFile("new-account"));
  try {
    const { status, stdout } = await store("diff", "new-account", "--against", "main");
    expect([status, stdout.split("\n")[0]]).toEqual([0, expect.stringMatching(/: 0 updated, 0 replaced, [1-9]\d* created, 0 deleted$/)]);
    expect(stdout).toContain("main has no stack new-account.");
  } finally {
    rmSync(stackFile("new-account"));
  }
});

test("two settings files, of which one says whose they are", async () => {
  const other = join(temporary, "other.yaml");
  writeFileSync(other, larger(readFileSync(stackFile("demo-prod"), "utf8")));
  const { status, stdout, stderr } = await store("diff", "stacks/Pulumi.demo-prod.yaml", other, "--format", "markdown");
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain(`### \`demo-prod\` by \`${other}\` against \`stacks/Pulumi.demo-prod.yaml\``);
  expect(stdout).toContain("~ instanceClass  db.m7g.large → db.m7g.xlarge");
  writeFileSync(other, "config:\n  xcart-hosting:settings: { kind: store, environment: dev, wfa: on }\n");
  const bad = await store("diff", "demo-prod", other);
  expect([bad.status, bad.stdout, bad.stderr.startsWith(`${other}: the settings have`)]).toEqual([1, "", true]);
  rmSync(other);
});

test("two stacks differ in what their names do not say", async () => {
  const { status, stdout } = await store("diff", "demo-staging", "demo-prod");
  expect([status, stdout.split(":")[0]]).toEqual([0, "demo-prod  against demo-staging"]);
  expect(stdout).toContain("cidrBlock  10.21.0.0/16 → 10.20.0.0/16");
  expect(stdout).not.toMatch(/identifier {2}demo-staging/);
});

test("an export in whichever encoding; one of another stack or project is refused in one sentence", async () => {
  const file = join(temporary, "export.json");
  expect((await store("preview", "demo-prod", "--graph", file)).status).toEqual(0);
  const text = readFileSync(file, "utf8");
  const none = `demo-prod  against ${file}: no difference\n`;
  for (const bytes of [text, `\ufeff${text}`, Buffer.from(`\ufeff${text}`, "utf16le"), Buffer.from(`\ufeff${text}`, "utf16le").swap16()]) {
    writeFileSync(file, bytes);
    expect(await store("diff", "demo-prod", "--against", file)).toEqual({ status: 0, stdout: none, stderr: "" });
  }
  const refused = async (stack: string, sentence: string) =>
    expect(await store("diff", stack, "--against", file)).toEqual({ status: 1, stdout: "", stderr: `${file}: ${sentence}\n` });
  await refused("demo-dev", "got the stack demo-prod, expected demo-dev, which it is compared with");
  writeFileSync(file, text.replaceAll("::xcart-hosting::", "::other::"));
  await refused("demo-prod", "got the project other, expected a stack of xcart-hosting");
  writeFileSync(file, "{}");
  await refused("demo-prod", "got no deployment.resources, expected what `store preview --graph` or `pulumi stack export` writes");
  rmSync(file);
});

test.each([
  [
    ["demo-prod", "--against", "nope"],
    "--against nope: no such file, branch, tag or commit, expected one; a shallow clone has it after `git fetch --unshallow`",
  ],
  [["demo-prod", "--against", "nope.json"], "--against nope.json: no such file, expected one, or a branch, tag or commit"],
  [
    ["demo-prod", "--against=--all"],
    "--against --all: no such file, branch, tag or commit, expected one; a shallow clone has it after `git fetch --unshallow`",
  ],
  [
    ["demo-prod"],
    `store diff: got too little or too much to compare, expected two stacks or files, or one with --against; the stacks are ${known}`,
  ],
  [["--all"], "store diff: got --all, expected --against with a branch, tag or commit too"],
  [["--all", "demo-dev", "--against", "main"], "store diff: got --all and demo-dev, expected one or the other"],
  [["demo-prd", "demo-prod"], `store diff: got demo-prd, expected a file or one of the stacks ${known}`],
  [["demo-dev", "demo-prod", "--format", "html"], "store diff: got the format html, expected text, json or markdown"],
])("%j ends with 1 and one sentence", async (args, sentence) => {
  expect(await store("diff", ...args)).toEqual({ status: 1, stdout: "", stderr: `${sentence}\n` });
});

test("a ref that needs other packages is refused with what to do; packages that are only new here do not matter", async () => {
  const lock = join(repository, "package-lock.json");
  const text = readFileSync(lock, "utf8");
  const content = JSON.parse(text);
  git("switch", "--quiet", "--create", "older");
  content.packages["node_modules/luxon"].version = "1.0.0";
  writeFileSync(lock, JSON.stringify(content));
  commit("Older");
  git("switch", "--quiet", "main");
  const { status, stderr } = await store("diff", "demo-prod", "--against", "older");
  expect([status, stderr]).toEqual([
    1,
    "--against older: needs other versions of luxon, expected those installed here; in a clone of older run `npm ci` and " +
      "`npx store preview STACK --graph base.json`, and compare with that file\n",
  ]);
  content.packages = { ...JSON.parse(text).packages, "node_modules/of-tomorrow": { version: "1.0.0" } };
  writeFileSync(lock, JSON.stringify(content));
  expect(await store("diff", "demo-dev", "--against", "main")).toEqual({
    status: 0,
    stdout: "demo-dev  against main: no difference\n",
    stderr: "",
  });
  writeFileSync(lock, text);
  expectNothingLeft();
});

test.each(["SIGINT", "SIGTERM"] as const)("%s leaves nothing behind", async (signal) => {
  const child = spawn(process.execPath, [join(repository, "cli/store.mjs"), "diff", "demo-prod", "--against", "main"], {
    cwd: repository,
    env: { ...process.env, TMPDIR: temporary },
    stdio: "ignore",
  });
  const ended = new Promise((resolve) => child.on("exit", (code, by) => resolve([code, by])));
  while (!existsSync(join(temporary, "store-diff-0/base/Pulumi.yaml"))) await new Promise((resolve) => setTimeout(resolve, 20));
  child.kill(signal);
  expect(await ended).toEqual([null, signal]);
  expectNothingLeft();
});
