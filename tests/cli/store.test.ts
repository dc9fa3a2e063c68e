import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { listStacks, readProject } from "../../cli/offline/project.ts";
import { readGraph } from "../../cli/offline/read-graph.ts";
import { type Session, startSession } from "./session.ts";

const root = join(import.meta.dirname, "../..");
const known = listStacks(readProject(root)).join(", ");
let folder: string;
let session: Session;
beforeAll(() => {
  session = startSession();
});
afterAll(async () => await session.end());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "store-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs `store` in the folder. */
const store = (...args: string[]) => session.run(args, { cwd: folder });

/** A folder with copies of a demo stack under these names. */
function stacksLike(demo: string, ...names: string[]): string {
  for (const name of names) copyFileSync(join(root, `stacks/Pulumi.${demo}.yaml`), join(folder, `Pulumi.${name}.yaml`));
  return folder;
}

const brokenStack = () => writeFileSync(join(folder, "Pulumi.broken-dev.yaml"), "settings: {}\n");
const broken = (folder: string) =>
  `${join(folder, "Pulumi.broken-dev.yaml")}: got the keys settings, expected a stack file with a \`config\` map\n`;

test("store preview of a demo stack ends with 0, prints its plan in plain text and nothing on stderr", async () => {
  const { status, stdout, stderr } = await store("preview", "demo-account");
  expect([status, stderr, stdout.split("\n")[0]]).toEqual([
    0,
    "",
    "demo-account  previewed offline by the recorder: AWS was not asked, nothing was changed",
  ]);
  expect(stdout).not.toContain("\u001b");
});

test("--json prints one object whose counts are those of the graph that --graph writes", async () => {
  const { status, stdout } = await store("preview", "demo-prod", "--json", "--graph", "prod.json");
  const preview = JSON.parse(stdout);
  const resources = readGraph(join(folder, "prod.json")).deployment.resources;
  const counted = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:"));
  expect([status, Object.keys(preview), preview.stack]).toEqual([
    0,
    ["stack", "engine", "counts", "tree", "hourly", "cost", "outputs", "relaxations", "verdict"],
    "demo-prod",
  ]);
  expect([preview.counts.resources, preview.tree.resources]).toEqual([counted.length, counted.length]);
});

test("a stack that does not exist ends with 1, one sentence and no graph", async () => {
  const { status, stdout, stderr } = await store("preview", "demo-test", "--graph", "g.json");
  expect([status, stdout, stderr]).toEqual([1, "", `stacks/Pulumi.demo-test.yaml: no such file, expected one of the stacks ${known}\n`]);
  expect(existsSync(join(folder, "g.json"))).toEqual(false);
});

test("settings with faults end with 1 and a line for each, without a trace", async () => {
  writeFileSync(join(folder, "Pulumi.shop-dev.yaml"), "config:\n  xcart-hosting:settings: { kind: store, environment: dev, wfa: on }\n");
  const { status, stdout, stderr } = await store("preview", "shop-dev", "--stacks", folder);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^shop-dev: the settings have \d+ faults\n {2}/);
  expect(stderr).toContain("wfa");
  expect(stderr).not.toContain("    at ");
});

test("neither stacks nor --all ends with 1 and the stacks there are", async () => {
  expect(await store("preview")).toEqual({
    status: 1,
    stdout: "",
    stderr: `store preview: got no stack, expected --all or one of ${known}\n`,
  });
});

test("--all together with a name ends with 1", async () => {
  expect(await store("preview", "demo-dev", "--all")).toEqual({
    status: 1,
    stdout: "",
    stderr: "store preview: got --all and demo-dev, expected one or the other\n",
  });
});

test("of two stacks, a bad one does not hide the good one", async () => {
  brokenStack();
  stacksLike("demo-account", "good-account");
  const { status, stdout, stderr } = await store("preview", "broken-dev", "good-account", "--stacks", folder);
  expect([status, stdout.split("\n")[0], stderr]).toEqual([
    1,
    "good-account  previewed offline by the recorder: AWS was not asked, nothing was changed",
    broken(folder),
  ]);
});

test("--all in worker processes prints a row for each good stack in order, and the bad ones on stderr", async () => {
  brokenStack();
  stacksLike("demo-account", "d-account", "a-account", "c-account");
  const graphs = join(folder, "graphs");
  const { status, stdout, stderr } = await store("preview", "--all", "--stacks", folder, "--graph", graphs);
  expect([status, stderr]).toEqual([1, broken(folder)]);
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .map((line) => line.split(" ")[0]),
  ).toEqual(["Stack", "a-account", "c-account", "d-account", "Policies"]);
  expect(stdout).toContain("\nPolicies were not asked; npx store check --all asks them.\n");
  expect(readdirSync(graphs).sort()).toEqual(["a-account.json", "c-account.json", "d-account.json"]);
});

test("--all --json prints the previews and the failures", async () => {
  brokenStack();
  stacksLike("demo-account", "a-account", "b-account");
  const { stacks, failures, policies } = JSON.parse((await store("preview", "--all", "--json", "--stacks", folder)).stdout);
  expect(stacks.map(({ stack }: { stack: string }) => stack)).toEqual(["a-account", "b-account"]);
  expect(failures).toEqual([broken(folder).trimEnd()]);
  expect(policies).toBe("not asked; npx store check --all asks them");
});

test("--json of named stacks has their verdicts, and a violation ends it with 1 as it does in text", async () => {
  stacksLike("demo-account", "a-account");
  const file = join(folder, "Pulumi.a-account.yaml");
  const waiver =
    "{ policy: aws-rds-instance-enforce-tls, resource: database, reason: a test of waivers, owner: me, ticket: T-1, until: UNTIL }";
  const until = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  writeFileSync(file, `${readFileSync(file, "utf8")}    waivers:\n      - ${waiver.replace("UNTIL", `"${until}"`)}\n`);
  const { status, stdout } = await store("preview", "a-account", "--json", "--stacks", folder);
  const { verdict } = JSON.parse(stdout);
  expect([status, verdict.violations.map(({ policy }: { policy: string }) => policy)]).toEqual([1, ["xcart-stack-enforce-waivers"]]);
});

test("--json says where in its file a fault of the settings is", async () => {
  const file = join(folder, "Pulumi.shop-dev.yaml");
  writeFileSync(file, "config:\n  xcart-hosting:settings:\n    kind: store\n    environment: dev\n    domain: https://x\n");
  const { stack, fileFaults } = JSON.parse((await store("preview", "shop-dev", "--json", "--stacks", folder)).stdout);
  const { line, column, ...fault } = fileFaults.find(({ message }: { message: string }) => message.startsWith("domain: "));
  expect([stack, fault.stack, fault.file, line, column]).toEqual(["shop-dev", "shop-dev", file, 5, 5]);
});

test("a stack previewed in a worker has the graph that it has in a process of its own", async () => {
  // Each has names of its own, and no account's stack, since none has a file here.
  const text = readFileSync(join(root, "stacks/Pulumi.demo-dev.yaml"), "utf8").replace(/ {4}account: .*\n/, "");
  for (const name of ["a", "b", "c"]) {
    writeFileSync(join(folder, `Pulumi.${name}-dev.yaml`), text.replaceAll("dev.shop.example.com", `${name}.example.com`));
  }
  await store("preview", "--all", "--stacks", folder, "--graph", "many");
  await store("preview", "c-dev", "--stacks", folder, "--graph", "one.json");
  expect(readGraph(join(folder, "many/c-dev.json")).deployment.resources).toEqual(readGraph(join(folder, "one.json")).deployment.resources);
});

test("help names every command", async () => {
  const { status, stdout } = await store("--help");
  expect(status).toEqual(0);
  expect(stdout.match(/^ {2}(\w+)( \[options\]| {2})/gm)?.map((line) => line.trim().split(" ")[0])).toEqual([
    "preview",
    "check",
    "cost",
    "review",
    "ends",
    "diff",
    "certificate",
    "doctor",
    "patches",
    "pci",
    "report",
    "new",
    "permissions",
    "waf",
    "release",
    "restore",
  ]);
});

test("--version is the one of package.json, and nothing else", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  expect(await store("--version")).toEqual({ status: 0, stdout: `${version}\n`, stderr: "" });
});
