import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { toGraph } from "../../cli/offline/graph.ts";
import { graphWith } from "../stacks/graphs.ts";
import { workflowsIn } from "./workflows.ts";

const root = join(import.meta.dirname, "../..");
const MiB = 1 << 20;
let folder = "";
const at = (...path: string[]) => join(folder, ...path);

/** A program on PATH: a script for bash. */
function program(name: string, script: string): void {
  writeFileSync(at("bin", name), `#!/bin/bash\n${script}\n`);
  chmodSync(at("bin", name), 0o755);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "approval-"));
  for (const name of ["bin", "bundle", "runner"]) mkdirSync(at(name));
  for (const name of [
    "cli",
    "components",
    "domain",
    "functions",
    "host",
    "node_modules",
    "policies",
    "stacks",
    "package.json",
    "Pulumi.yaml",
  ])
    symlinkSync(join(root, name), at("bundle", name));
  const deployed = await graphWith("demo-dev", { database: { instanceClass: "db.t4g.large" } });
  writeFileSync(at("deployed.json"), JSON.stringify(toGraph(deployed, new Date(0))));
  // A plan that is longer than a summary may be, and full of what has to be escaped.
  writeFileSync(at("preview.txt"), "<&>".repeat(MiB));
  program(
    "pulumi",
    `case "$1" in stack) cat ${at("deployed.json")} ;; preview) cat ${at("preview.txt")}; echo plan > "$RUNNER_TEMP/plan.json" ;; esac`,
  );
  program("aws", 'echo "$*" >> "$RUNNER_TEMP/aws.txt"');
  program("node", `env | sort >> ${at("environment.txt")}\nexec ${process.execPath} "$@"`);
});
afterAll(() => rmSync(folder, { recursive: true }));

test("who approves a deployment sees what it replaces and costs and the verdict, beside Pulumi's plan; ours runs without the role", () => {
  const step = workflowsIn(root)
    .get("bring-up.yml")
    ?.jobs.plan?.steps.find(({ name }) => name === "Plan");
  const env = {
    ...{ PATH: `${at("bin")}:${process.env.PATH}`, HOME: folder, RUNNER_TEMP: at("runner"), STACK: "demo-dev" },
    ...{ GITHUB_STEP_SUMMARY: at("summary"), GITHUB_OUTPUT: at("output"), GITHUB_SHA: "abc", BUNDLE: "def" },
    ...{
      PULUMI_BACKEND_URL: "s3://state?region=us-east-1",
      AWS_SECRET_ACCESS_KEY: "of-the-role",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "of-the-job",
    },
  };
  // As GitHub runs `shell: bash`.
  const options = { cwd: at("bundle"), encoding: "utf8", env, maxBuffer: 1 << 26 } as const;
  const { status, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? "exit 9"], options);
  expect([status, stderr]).toEqual([0, ""]);

  const summary = readFileSync(at("summary"), "utf8");
  const parts = [
    "# demo-dev: what would change",
    "## Changes in 1 of 1 stack",
    "USD ",
    "## ✅ Policies: no violations in 1 stack",
    "## Pulumi's plan",
  ];
  const places = parts.map((part) => summary.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(summary).toContain("~ instanceClass  db.t4g.large → ");
  expect(Buffer.byteLength(summary)).toBeLessThan(MiB);
  expect(summary.slice(summary.lastIndexOf("<pre>"))).toMatch(/^<pre>\n&lt;&amp;&gt;[^<]*<\/pre>\n$/);
  expect(readFileSync(at("environment.txt"), "utf8")).not.toMatch(/of-the-(role|job)/);
  expect(readFileSync(at("output"), "utf8")).toMatch(/^state=[0-9a-f]{64}\nplan=[0-9a-f]{64}\n$/);
});

test("what cannot be compared is said in the summary, and stops nothing: Pulumi's plan decides", () => {
  rmSync(at("summary"));
  const step = workflowsIn(root)
    .get("bring-up.yml")
    ?.jobs.plan?.steps.find(({ name }) => name === "Plan");
  const env = { PATH: `${at("bin")}:${process.env.PATH}`, HOME: folder, RUNNER_TEMP: at("runner"), STACK: "no-such-dev" };
  const files = { GITHUB_STEP_SUMMARY: at("summary"), GITHUB_OUTPUT: at("output"), PULUMI_BACKEND_URL: "s3://state" };
  const options = { cwd: at("bundle"), encoding: "utf8", env: { ...env, ...files }, maxBuffer: 1 << 26 } as const;
  const { status } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? "exit 9"], options);
  expect(status).toBe(0);
  const summary = readFileSync(at("summary"), "utf8");
  expect(summary).toMatch(/\n<pre>\nstore diff: got no-such-dev, expected a file or one of the stacks [^<]*\n<\/pre>\n/);
  expect(summary).toContain("## Pulumi's plan");
});
