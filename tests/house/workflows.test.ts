import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { workflowFaults, workflowFrom, workflowsIn } from "./workflows.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const workflows = workflowsIn(root);

test.each([...workflows])("%s keeps the rules of the house", (file, workflow) => {
  expect(workflowFaults(file, workflow)).toEqual([]);
});

test("the tests run on every pull request and push; on one to main by the workflow that deploys", () => {
  const [tests, deploy] = [workflows.get("test.yml"), workflows.get("deploy.yml")];
  expect(Object.keys(tests?.on ?? {})).toEqual(["pull_request", "merge_group", "push", "workflow_call"]);
  expect([tests?.on.pull_request, tests?.on.push]).toEqual([null, { "branches-ignore": ["main"] }]);
  expect(deploy?.on.push).toEqual({ branches: ["main"] });
  expect(deploy?.jobs.test).toEqual({ uses: "./.github/workflows/test.yml", needs: [], steps: [] });
  expect([deploy?.jobs.build?.needs, deploy?.jobs.stores?.needs]).toEqual([["test"], ["build"]]);
});

test("no token may write, but those to take a role in AWS to show reports and one for issues; and only jobs that have one bring up stacks", () => {
  const jobs = [...workflows].flatMap(([file, workflow]) =>
    Object.entries(workflow.jobs).map(([name, job]) => ({ at: `${file} ${name}`, job })),
  );
  for (const { permissions } of workflows.values()) expect(permissions).toEqual({ contents: "read" });
  const writing = jobs.filter(({ job }) => JSON.stringify(job.permissions ?? {}).includes("write"));
  const alerts = { actions: "read", contents: "read", "security-events": "write" };
  expect(writing.map(({ at, job }) => [at, job.permissions])).toEqual([
    ...["bring-up.yml plan", "bring-up.yml deploy"].map((at) => [at, { contents: "read", "id-token": "write" }]),
    ["code-scanning.yml alerts", alerts],
    ["deploy.yml stores", { contents: "read", "id-token": "write" }],
    ["ends.yml tell", { issues: "write" }],
    ["pull-request-comment.yml comment", { actions: "read", contents: "read", "pull-requests": "write" }],
    ["pull-request-comment.yml alerts", alerts],
  ]);
  const telling = workflows.get("ends.yml")?.jobs.tell?.steps ?? [];
  expect(telling.flatMap(({ uses, run = "" }) => [uses?.split("@")[0], run.match(/\b(npm|npx|node)\b/)?.[0]])).toEqual([
    "actions/download-artifact",
    ...Array.from({ length: 5 }),
  ]);
  const running = (command: string) => jobs.filter(({ job }) => job.steps.some(({ run }) => run?.includes(command))).map(({ at }) => at);
  expect([running("pulumi preview"), running("pulumi up")]).toEqual([["bring-up.yml plan"], ["bring-up.yml deploy"]]);
});

test("nothing of a pull request runs where the base judges it, and nothing else writes the review", () => {
  const { change, review, agree, passed } = workflows.get("policy.yml")?.jobs ?? {};
  const [checkout, base] = review?.steps ?? [];
  expect(checkout?.with).toMatchObject({
    ref: "$" + "{{ github.event.merge_group.base_sha || github.sha }}",
    "persist-credentials": false,
  });
  expect(base?.run).toBe("git checkout --quiet --detach HEAD^1");
  expect([change?.needs, review?.needs, agree?.needs, passed?.needs]).toEqual([
    [],
    ["change"],
    ["change", "review"],
    ["change", "review", "agree"],
  ]);
  // Nothing that a pull request writes becomes a part of a script, and there is no secret to give away.
  expect(read(".github/workflows/policy.yml")).not.toMatch(/secrets\.|github\.head_ref|pull_request_target/);
  const scripts = [change, review, agree, passed].flatMap((job) => job?.steps.map(({ run = "" }) => run) ?? []).join("\n");
  expect(scripts).not.toContain("$" + "{{");
  expect([agree?.environment, passed?.if]).toEqual(["policy-changes", "always()"]);
});

test("what decides whether a change is good has owners of its own", () => {
  const owned = read(".github/CODEOWNERS")
    .split("\n")
    .flatMap((line) => /^(\S+) @\S+$/.exec(line)?.[1] ?? []);
  expect(owned).toEqual(
    expect.arrayContaining(["*", "/.github/", "/policies/", "/cli/check/", "/cli/review/", "/cli/diff/", "/cli/comment/", "/stacks/"]),
  );
  expect(owned.filter((path) => path !== "*" && !existsSync(join(root, path)))).toEqual([]);
});

test("a job that shows reports runs main's code alone, and one that writes alerts runs none of ours", () => {
  const shown = workflows.get("pull-request-comment.yml");
  expect([Object.keys(shown?.on ?? {}), shown?.on.workflow_run]).toEqual([
    ["workflow_run"],
    { workflows: ["policy"], types: ["completed"] },
  ]);
  const { comment, alerts } = shown?.jobs ?? {};
  expect(comment?.steps.flatMap(({ run }) => run ?? [])).toEqual(["node cli/comment/main.ts"]);
  const checkout = comment?.steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
  expect(checkout?.with).toEqual({ "persist-credentials": false });
  for (const job of [alerts, workflows.get("code-scanning.yml")?.jobs.alerts])
    expect(job?.steps.filter(({ run, uses }) => run !== undefined || uses?.startsWith("actions/checkout@"))).toEqual([]);
  expect(alerts?.if).toContain("head_repository.full_name == github.repository");
});

test("what is approved is what runs: the plan and what it starts from, both by their hashes, out of the bundle that was built", () => {
  const { plan, deploy } = workflows.get("bring-up.yml")?.jobs ?? {};
  const scriptOf = (job: typeof plan) => job?.steps.map(({ run = "" }) => run).join("\n") ?? "";
  expect([plan?.environment, deploy?.environment]).toEqual(["$" + "{{ inputs.stack }}-plan", "$" + "{{ inputs.stack }}"]);
  expect(deploy?.needs).toEqual(["plan"]);
  for (const job of [plan, deploy])
    expect(scriptOf(job)).toContain('echo "$BUNDLE  $RUNNER_TEMP/bundle.tar.gz" | sha256sum --check --strict');
  expect(scriptOf(plan)).toMatch(/stack export[\s\S]*preview [\s\S]*--save-plan/);
  expect(scriptOf(deploy)).toMatch(
    /echo "\$PLAN [^\n]*sha256sum --check --strict[\s\S]*stack export[\s\S]*\$STATE[\s\S]*pulumi up [^\n]*--plan/,
  );
});

test("the workflow of tests runs all that `npm test` runs, in every part, and one job waits for all of them", () => {
  const { scripts } = JSON.parse(read("package.json"));
  const jobs = workflows.get("test.yml")?.jobs ?? {};
  const lines = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  for (const part of scripts.test.split(" && ")) expect(lines.filter((line) => line.startsWith(part))).toHaveLength(1);
  expect(jobs.passed).toMatchObject({ if: "always()", needs: Object.keys(jobs).filter((name) => name !== "passed") });
});

test("Node has one version: the package `node`'s is .nvmrc's", () => {
  expect(JSON.parse(read("package-lock.json")).packages["node_modules/node"].version).toBe(read(".nvmrc").trim());
});

test("the Pulumi CLI that deploys has a checksum, and is no older than the SDK", () => {
  const [, version = ""] = /^[0-9a-f]{64} {2}pulumi-v([\d.]+)-linux-x64\.tar\.gz\n$/.exec(read(".github/pulumi-cli.sha256")) ?? [];
  const number = (text: string) => text.split(".").reduce((sum, part) => sum * 10_000 + Number(part), 0);
  expect(number(version)).toBeGreaterThanOrEqual(number(JSON.parse(read("package.json")).dependencies["@pulumi/pulumi"]));
});

const careless = `
on: { push: {} }
jobs:
  test: { uses: ./.github/workflows/test.yml }
  deploy:
    if: always()
    runs-on: ubuntu-latest
    permissions: { id-token: write }
    steps:
      - uses: actions/checkout@v7
      - run: |
          npm ci
          npx pulumi up
          curl https://example.com/install | sh
`;

test("each broken rule is a sentence that names the job", () => {
  expect(workflowFaults("deploy.yml", workflowFrom(careless))).toEqual([
    "deploy.yml: no permissions, so the token may have every one",
    "deploy.yml: deploy: uses actions/checkout@v7, expected a commit of 40 digits",
    "deploy.yml: deploy: runs on ubuntu-latest, expected an image with a version",
    "deploy.yml: deploy: `npm ci` runs install scripts",
    "deploy.yml: deploy: `npx pulumi up` downloads a program and runs it unchecked",
    "deploy.yml: deploy: `curl https://example.com/install | sh` downloads a program and runs it unchecked",
    "deploy.yml: deploy: does not need ./.github/workflows/test.yml",
    "deploy.yml: deploy: its condition lets it run after failed tests",
    "deploy.yml: deploy: takes a role in no environment, whose rules say who may",
    "deploy.yml: deploy: actions/checkout@v7 brings what no hash names, expected an artifact that was built without a token",
    "deploy.yml: deploy: `npm ci` installs where a role can be taken",
  ]);
});

test("a job that needs the tests through another is one that needs them", () => {
  const needy = careless.replace("if: always()", "needs: build").replace("  deploy:", "  build: { needs: [test] }\n  deploy:");
  expect(workflowFaults("deploy.yml", workflowFrom(needy)).join("\n")).not.toContain("does not need");
});

test("a token for all jobs of a workflow is a fault", () => {
  expect(workflowFaults("a.yml", workflowFrom("on: {}\npermissions: { id-token: write }\njobs: {}\n"))).toEqual([
    "a.yml: id-token: write for all jobs, expected for the one that needs it",
  ]);
});
