import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { commandLinesIn, judgedByCli } from "../support/aws/command-lines.ts";

const root = join(import.meta.dirname, "../..");
const pages = ["*.md", "docs/**/*.md"];
const scripts = ["host/**/*.sh", "components/**/*.ts", "stacks/**/*.ts", "cli/**/*.ts", "tests/cli/restore/*.txt"];

const lines = globSync([...pages, ...scripts], { cwd: root })
  .sort()
  .flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return commandLinesIn(text, /\.(sh|txt)$/.test(file)).map((line) => ({ file, ...line }));
  });

test("every command line of the AWS CLI in pages, scripts and what commands print is one that the CLI takes", async () => {
  const faults = await judgedByCli(lines);
  expect(lines.length).toBeGreaterThan(200);
  expect(lines.flatMap(({ file }, at) => (faults[at] ? [`${file}: ${faults[at]}`] : []))).toEqual([]);
});
