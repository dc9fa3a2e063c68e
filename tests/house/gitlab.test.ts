import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "@jest/globals";
import { parse } from "yaml";

const root = join(import.meta.dirname, "../..");
const file = readFileSync(join(root, "docs/examples/gitlab-ci.yml"), "utf8");
const { policies: job } = parse(file);

test("the example for GitLab has no credential, and its image the Node that the program takes", () => {
  expect(file.match(/\$\w+/g)).toEqual(["$CI_PIPELINE_SOURCE", "$CI_COMMIT_BRANCH", "$CI_DEFAULT_BRANCH"]);
  expect(job.image).toBe(`node:${readFileSync(join(root, ".nvmrc"), "utf8").split(".")[0]}-bookworm-slim`);
  expect(job.before_script).toEqual(["npm ci --ignore-scripts"]);
});

test("each line of the example's script runs as it stands, and leaves the reports that GitLab is told of", () => {
  // A copy, so that nothing is written into the repository.
  const copy = mkdtempSync(join(tmpdir(), "gitlab-"));
  for (const name of readdirSync(root)) {
    if (name === "node_modules") symlinkSync(join(root, name), join(copy, name));
    else if (![".git", "tests", "docs", "bench", ".emulators"].includes(name))
      // Functions that are bundled already are not older than what they are made of.
      cpSync(join(root, name), join(copy, name), { recursive: true, preserveTimestamps: true });
  }
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}` };
  for (const line of job.script) {
    const { status, stderr } = spawnSync("sh", ["-e", "-c", line], { cwd: copy, env, encoding: "utf8" });
    expect([line, status, stderr]).toEqual([line, 0, ""]);
  }
  const { codequality, junit } = job.artifacts.reports;
  const issues: { severity: string }[] = JSON.parse(readFileSync(join(copy, codequality), "utf8"));
  expect(new Set(issues.map(({ severity }) => severity))).toEqual(new Set(["info"]));
  expect(readFileSync(join(copy, junit), "utf8")).toContain('<testsuite name="demo-prod" ');
  rmSync(copy, { recursive: true });
}, 900_000);
