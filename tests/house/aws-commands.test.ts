import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { commandLinesIn } from "../../cli/permissions/command-lines.ts";
import { patchParameters } from "../../domain/defaults/patching.ts";
import { nodeParameter } from "../../domain/defaults/web.ts";
import { judgedByCli } from "../support/aws/command-lines.ts";

const root = join(import.meta.dirname, "../..");
const pages = ["*.md", "docs/**/*.md"];
const scripts = ["{host,components}/**/*.sh", "components/**/*.ts", "stacks/**/*.ts", "cli/**/*.ts", "tests/cli/restore/*.txt"];

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

/** Parameters of a store that are sealed: what is read of them without a word more is ciphertext. */
const sealed = [nodeParameter(""), patchParameters.state("")].map((name) => name.replace("//", "/"));

test("sealed parameters are read opened", () => {
  const readers = lines.filter(({ words }) => /^get-parameters?$/.test(words[1] ?? "") && words[0] === "ssm");
  const of = readers.filter(({ words }) => sealed.some((name) => words.some((word) => word.endsWith(name))));
  expect(of.length).toBeGreaterThan(2);
  expect(of.filter(({ words }) => !words.includes("--with-decryption")).map(({ file }) => file)).toEqual([]);
});

const wrong: Readonly<Record<string, string>> = {
  "aws ssm get-parameters --with-decryption": "ssm get-parameters: --names missing",
  "aws ssm get-parameter --name /a/b --decrypt": "ssm get-parameter: no option --decrypt",
  "aws ssm get-parametre --name /a/b": "ssm get-parametre: no operation of the CLI",
  "aws smm get-parameter --name /a/b": "smm: no service of the CLI",
  "aws rds wait db-instance-ready --db-instance-identifier a": "rds wait db-instance-ready: nothing that can be waited for",
  'aws rds describe-db-instances --query "DBInstances[0].EndPoint.Address"': "AWS answers no EndPoint",
  "aws ec2 describe-instances --query 'Reservations[].Instances[?State==`on`].[Id]'": "AWS answers no Id",
  "aws logs describe-log-groups --query 'sort_by(logGroups, &name)[0]'": "AWS answers no name",
};

test("a line that the CLI would refuse, or that asks for what AWS does not answer, is found", async () => {
  const text = Object.keys(wrong).map((line) => `${line} | head`);
  expect(await judgedByCli(commandLinesIn(text.join("\n"), true))).toEqual(
    Object.values(wrong).map((sentence) => expect.stringContaining(sentence)),
  );
});

test("a command of many lines in a program's text, with another in it, is two", async () => {
  const found = commandLinesIn(
    '`x=$(aws rds describe-db-instances --db-instance-identifier "$(aws sts get-caller-identity --query Account)" \\\\\n  --query DBInstances)`',
    false,
  );
  expect(found.map(({ words }) => words.length)).toEqual([6, 4]);
  expect(await judgedByCli(found)).toEqual(["", ""]);
});
