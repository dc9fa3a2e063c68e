import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { isRecord } from "../../domain/values.ts";

const root = join(import.meta.dirname, "../..");
type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (isRecord(value) ? value : {});

interface Job {
  readonly workflow: string;
  readonly name: string;
  readonly job: Fields;
  /** Commands and actions of its steps, one text. */
  readonly does: string;
}

const workflows = globSync(".github/workflows/*.yml", { cwd: root }).map((file) => ({
  file,
  content: fields(parse(readFileSync(join(root, file), "utf8"))),
}));
const jobs: readonly Job[] = workflows.flatMap(({ file, content }) =>
  Object.entries(fields(content.jobs)).map(([name, job]) => {
    const steps: unknown = fields(job).steps;
    const does = (Array.isArray(steps) ? steps : [fields(job)]).map((step) => [fields(step).run, fields(step).uses].join("\n")).join("\n");
    return { workflow: file, name, job: fields(job), does };
  }),
);
const tests = ".github/workflows/test.yml";
const triggers = (file: string): Fields => fields(workflows.find((one) => one.file === file)?.content.on);

test("all tests run on pull requests, and on pushes: to main by what deploys", () => {
  expect(Object.keys(triggers(tests)).sort()).toEqual(["pull_request", "push", "workflow_call"]);
  expect(jobs.find(({ workflow }) => workflow === tests)?.does).toContain(".ci/run");
  expect(triggers(".github/workflows/deploy.yml").push).toEqual({ branches: ["main"] });
  expect(triggers(tests).push).toEqual({ "branches-ignore": ["main"] });
});

test("nothing is deployed that has not passed them", () => {
  const deploying = jobs.filter(({ does }) => /pulumi up/.test(does));
  expect(deploying.map(({ workflow, name }) => [workflow, name])).toEqual([[".github/workflows/deploy.yml", "deploy"]]);
  for (const { workflow, job } of deploying) {
    const needed = jobs.find((other) => other.workflow === workflow && other.name === job.needs);
    expect(needed?.job.uses).toBe(`./${tests}`);
  }
});

test("each action is one commit", () => {
  const used = jobs.flatMap(({ does }) => does.split("\n").filter((line) => /^[\w.-]+\/[\w./-]+@/.test(line)));
  expect(used.length).toBeGreaterThan(5);
  expect(used.filter((line) => !/@[0-9a-f]{40}$/.test(line))).toEqual([]);
});

test("a job that can take a role runs no package's install script, and nothing from the network that is not compared", () => {
  const able = jobs.filter(({ job }) => fields(job.permissions)["id-token"] === "write");
  expect(able.length).toBeGreaterThan(0);
  for (const { does } of able) {
    expect(does.match(/npm (?:ci|install|i)\b.*/g)).toEqual(["npm ci --ignore-scripts"]);
    expect(does).not.toMatch(/\bnpx\b|curl[^\n]*\|/);
    expect(does).toContain("sha256sum --check");
  }
});

test("each workflow says what its token may do, and none may write to the repository", () => {
  for (const { content } of workflows) expect(content.permissions).toEqual({ contents: "read" });
});
