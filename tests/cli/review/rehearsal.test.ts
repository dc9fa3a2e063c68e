import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { workflowsIn } from "../../house/workflows.ts";

const root = join(import.meta.dirname, "../../..");
const jobs = workflowsIn(root).get("policy.yml")?.jobs ?? {};

/** The script of a step of policy.yml, by the step's name, as GitHub runs it: `bash -e`. */
function runStep(name: string, cwd: string, env: Record<string, string> = {}): { status: number | null; output: string } {
  const step = Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find((one) => one.name === name);
  if (step?.run === undefined) throw new Error(`policy.yml has no step ${name}`);
  const { status, stdout, stderr } = spawnSync("bash", ["-e", "-c", step.run], { cwd, encoding: "utf8", env: { ...process.env, ...env } });
  return { status, output: stdout + stderr };
}

let folder = "";
const at = (...path: string[]) => join(folder, ...path);
const git = (cwd: string, ...args: string[]) => {
  const { status, stderr } = spawnSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.com", ...args], { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rehearsal-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Changes a file of the change; what it changes has to be there. */
function edit(file: string, from: string, to: string): void {
  const text = readFileSync(at("change", file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(at("change", file), text.replace(from, to));
}

/** Bundling functions takes longer than all else: what is made already, which git ignores, goes along. */
const lendBundles = (place: string) => existsSync(join(root, "dist")) && cpSync(join(root, "dist"), at(place, "dist"), { recursive: true });

/** A repository of this program with one store, which needs no other. */
function makeBase(): void {
  mkdirSync(at("change"));
  for (const part of [
    "cli",
    "components",
    "domain",
    "functions",
    "host",
    "policies",
    "stacks",
    "package.json",
    "Pulumi.yaml",
    "tsconfig.json",
  ])
    cpSync(join(root, part), at("change", part), { recursive: true, filter: (path) => !/node_modules|Pulumi\.demo-(?!prod)/.test(path) });
  edit("stacks/Pulumi.demo-prod.yaml", "    account: { stack: demo-account, permissionsBoundary: demo-account-boundary-demo-prod }\n", "");
  edit("stacks/Pulumi.demo-prod.yaml", "      window: thu 03:00\n", "      window: thu 03:00\n      soak: 0\n");
  const settings = readFileSync(at("change/stacks/Pulumi.demo-prod.yaml"), "utf8");
  writeFileSync(at("change/stacks/Pulumi.demo-prod.yaml"), settings.replace(/ {6}delegations:\n( {8}.*\n)+/, ""));
  lendBundles("change");
  git(at("change"), "init", "--quiet", "--initial-branch=main");
  writeFileSync(at("change/.git/info/exclude"), "node_modules\ndist\n");
  commit("Base");
}

function commit(message: string): void {
  git(at("change"), "add", "--all");
  git(at("change"), "commit", "--quiet", "--message", message);
}

const until = new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10);

/** What someone might do who wants a weaker database and a green check. */
function weaken(): void {
  const policy = (name: string) => `policies/rds/instance-${name}.ts`;
  // One policy is gone, one only advises, one looks away, and one cannot see any more.
  rmSync(at("change", policy("enable-multi-az")));
  edit("components/database/database.ts", "multiAz: args.multiAz", "multiAz: false");
  edit(policy("enable-deletion-protection"), "  types:", '  advisoryBecause: "it is in the way",\n  types:');
  edit("components/database/database.ts", "deletionProtection: args.protect", "deletionProtection: false");
  edit(policy("disallow-public-access"), "(database) => (", '(database) => database.name === "database" ? undefined : (');
  edit(
    "components/database/database.ts",
    "          multiAz:",
    "          copyTagsToSnapshot: monitoring.arn.apply(() => true),\n          multiAz:",
  );
  // And an exception, as the settings have it.
  edit(
    "stacks/Pulumi.demo-prod.yaml",
    "    firewall:\n",
    '    database: { requireTls: { relaxedBecause: "An old client cannot do it yet" } }\n    firewall:\n',
  );
  edit(
    "stacks/Pulumi.demo-prod.yaml",
    "    pci:\n",
    `    waivers:\n      - { policy: aws-rds-instance-enforce-tls, resource: database, reason: An old client needs it, owner: me, ticket: T-1, until: "${until}" }\n    pci:\n`,
  );
}

test("a change that weakens its own policies passes them, and not the base's, whose code judges it on another machine", () => {
  makeBase();
  git(at("change"), "checkout", "--quiet", "-b", "weaken");
  weaken();
  commit("Weaken");
  git(folder, "clone", "--quiet", "change", "base");
  lendBundles("base");
  for (const place of ["change", "base"]) symlinkSync(join(root, "node_modules"), at(place, "node_modules"));
  const runner = { RUNNER_TEMP: at("runner"), GITHUB_STEP_SUMMARY: at("summary"), GITHUB_OUTPUT: at("output") };
  mkdirSync(runner.RUNNER_TEMP);

  const change = runStep("Check the change", at("change"), runner);
  expect(change).toEqual({ status: 0, output: "" });
  expect(readFileSync(at("runner/change/policies.md"), "utf8")).toContain("Policies: no violations in 1 stack");

  expect(runStep("Take the base", at("base"))).toEqual({ status: 0, output: "" });
  expect(existsSync(at("base/policies/rds/instance-enable-multi-az.ts"))).toBe(true);
  expect(runStep("Review the change", at("base"), runner)).toEqual({ status: 0, output: "" });
  expect(readFileSync(at("output"), "utf8")).toBe("status=1\n");

  const comment = readFileSync(at("runner/report/policies.md"), "utf8").split("\n");
  expect(comment[0]).toBe(
    "## ✋ Against the base: owners have to agree to 2 violations, 3 weaker policies, 1 hidden value, 1 relaxation, 1 waiver",
  );
  const database = "database (aws:rds/instance:Instance)";
  expect(comment).toEqual(
    expect.arrayContaining([
      `- \`demo-prod\`: high \`aws-rds-instance-enable-multi-az\`: ${database}: multiAz is false; set true`,
      "- `aws-rds-instance-enable-multi-az` is gone",
      "- `aws-rds-instance-enable-deletion-protection` is advisory, and was mandatory",
      "- `aws-rds-instance-disallow-public-access` judges 0 resources of demo-prod, and would judge 1",
      `- \`demo-prod\`: ${database} \`copyTagsToSnapshot\` was true`,
      "- `demo-prod`: relaxation `database.requireTls`: An old client cannot do it yet",
    ]),
  );
  expect(comment.filter((line) => line.startsWith("- `demo-prod`: waiver `waivers[0]` (policy aws-rds-instance-enforce-tls"))).toHaveLength(
    1,
  );
  expect(comment.findIndex((line) => line.startsWith("## ⚠️") || line.startsWith("## ✅"))).toBeGreaterThan(10);
});

/** The next change of the same base, which is on both machines then. */
function nextChange(name: string, ...edits: readonly (readonly [file: string, from: string, to: string])[]): void {
  git(at("change"), "checkout", "--quiet", "-B", name, "main");
  for (const [file, from, to] of edits) edit(file, from, to);
  commit(name);
  git(at("base"), "fetch", "--quiet", "origin", name);
  git(at("base"), "checkout", "--quiet", "--detach", "FETCH_HEAD");
  for (const part of ["runner", "summary", "output"]) rmSync(at(part), { recursive: true, force: true });
  mkdirSync(at("runner"));
}

test("a change that takes production's database, and whose program says that the settings want it otherwise, is refused by the base", () => {
  nextChange(
    "replace",
    ["components/database/database.ts", 'username: "xcart_admin"', 'username: "other_admin"'],
    ["stacks/settings/schema/admin-sign-in.ts", ".default(signInMinutes)", ".default(30)"],
  );
  const runner = { RUNNER_TEMP: at("runner"), GITHUB_STEP_SUMMARY: at("summary"), GITHUB_OUTPUT: at("output") };
  expect(runStep("Check the change", at("change"), runner)).toEqual({ status: 0, output: "" });
  expect(runStep("Take the base", at("base"))).toEqual({ status: 0, output: "" });
  const { status, output } = runStep("Review the change", at("base"), runner);
  expect([status, output]).toEqual([1, expect.stringMatching(/^::error::the change takes data of production, .*allowReplacement/)]);
  expect(readFileSync(at("output"), "utf8")).toBe("status=3\n");
  const comment = readFileSync(at("runner/report/policies.md"), "utf8");
  expect(comment.split("\n").slice(0, 4)).toEqual([
    "## 🛑 Against the base: refused, since it takes data of production: 1 resource",
    "",
    "> [!CAUTION]",
    expect.stringMatching(/^> - ⚠ `demo-prod`: Replaces the RDS instance database\. Lost with the old one: /),
  ]);
  expect(comment).toMatch(/\n- `demo-prod`: aws:rds\/instance:Instance::database: replaced because of username, .* allowReplacement\n/);
  expect(comment).toContain("the output intended.signIn.sessionMinutes is 30; the settings give ");
  expect(comment).toContain("~ username  xcart_admin → other_admin  replaces");
});

test("owners have to agree to the whole of a change whose base cannot review one", () => {
  const old = mkdtempSync(join(folder, "old-"));
  mkdirSync(join(old, "runner/change"), { recursive: true });
  for (const file of ["policies.json", "policies.sarif", "policies.md"]) writeFileSync(join(old, "runner/change", file), "its own\n");
  const env = { RUNNER_TEMP: join(old, "runner"), GITHUB_STEP_SUMMARY: join(old, "summary"), GITHUB_OUTPUT: join(old, "output") };
  expect(runStep("Review the change", old, env)).toEqual({ status: 0, output: "" });
  expect(readFileSync(join(old, "output"), "utf8")).toBe("status=1\n");
  expect(readFileSync(join(old, "runner/report/policies.md"), "utf8")).toMatch(
    /^## ✋ Against the base: it cannot review changes yet, .*\n\nits own\n$/,
  );
});

const green = { EVENT: "pull_request", CHANGE: "success", REVIEW: "success", STATUS: "0", AGREED: "skipped" };
test.each([
  ["nothing to agree to", {}, 0],
  ["agreement", { STATUS: "1", AGREED: "success" }, 0],
  ["a merge queue, where all was agreed to before", { EVENT: "merge_group", STATUS: "1" }, 0],
  ["no agreement", { STATUS: "1", AGREED: "failure" }, 1],
  ["agreement that was never asked", { STATUS: "1" }, 1],
  ["a review without a status", { STATUS: "" }, 1],
  ["a violation of its own", { CHANGE: "failure" }, 1],
  ["a review that could not be made", { REVIEW: "failure", STATUS: "2" }, 1],
  ["a refusal, no matter who agrees", { REVIEW: "failure", STATUS: "3", AGREED: "success" }, 1],
  ["a review that could not be made, in a merge queue", { EVENT: "merge_group", REVIEW: "failure", STATUS: "2" }, 1],
])("with %s the required check says so", (_what, part, status) => {
  expect(runStep("Require both verdicts, and agreement where it is asked for", folder, { ...green, ...part }).status).toBe(status);
});
