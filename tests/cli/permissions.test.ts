import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { validateIdentityPolicy } from "@cloud-copilot/iam-policy";
import { beforeAll, expect, test } from "@jest/globals";
import picocolors from "picocolors";
import { policyOf } from "../../cli/permissions/policy.ts";
import { type RoleNeeds, rolesOf } from "../../cli/permissions/roles.ts";
import { actionsIn } from "../../cli/permissions/shell-calls.ts";
import { overviewText, roleText } from "../../cli/permissions/text.ts";
import { graphWith } from "../stacks/graphs.ts";
import { isAllowed } from "../support/judge.ts";
import { questionsOf } from "../support/roles.ts";

const root = new URL("../..", import.meta.url).pathname;
const plain = { columns: Number.POSITIVE_INFINITY, colors: picocolors.createColors(false) };

let needs: readonly RoleNeeds[];
beforeAll(async () => {
  needs = rolesOf(root, "demo-prod", await graphWith("demo-prod")).map(({ read }) => read());
});
const of = (role: string): RoleNeeds => {
  const found = needs.find((one) => one.role === role);
  if (!found) throw new Error(`no role ${role}`);
  return found;
};

test("every role of a store has a line: CI, nodes, each function", () => {
  const lines = overviewText("demo-prod", needs, plain).split("\n");
  const roles = lines.flatMap((line) => /^ {2}(\S+) +\d+ {2}\S/.exec(line)?.[1] ?? []);
  expect(roles.sort()).toEqual(
    [
      "backup-watch",
      "canary",
      "certificate",
      "ci",
      "database-users",
      "login-guard",
      "mail-events",
      "nodes",
      "patching",
      "pci-calendar",
      "restore-validation",
    ].sort(),
  );
});

test("an account has no nodes, and staff", async () => {
  const ofAccount = rolesOf(root, "demo-account", await graphWith("demo-account"));
  expect(ofAccount.map(({ role }) => role).sort()).toEqual(["ci", "findings", "scan-report", "staff"]);
});

test("the policy of a role is one that IAM takes, and allows each right that the role needs", async () => {
  for (const { role, needs: rights } of needs) {
    const policy = policyOf(rights);
    expect([role, validateIdentityPolicy(policy)]).toEqual([role, []]);
    const asked = { arn: "arn:aws:iam::123456789012:role/asked", accountId: "123456789012", policies: { needed: policy } };
    const boundary = "arn:aws:iam::123456789012:policy/demo-account-boundary";
    if (role !== "ci") continue;
    for (const question of rights.flatMap((one) => questionsOf(one, { stack: "demo-prod", boundary })))
      expect([question.action, question.resource, await isAllowed(asked, question)]).toEqual([question.action, question.resource, true]);
  }
});

test("a function's rights are its calls, and what AWS does in its name for what it has alone", () => {
  const text = roleText("demo-prod", of("canary"), plain);
  expect(text).toContain("CreateNetworkInterface");
  expect(text).not.toContain("sqs");
  const actions = of("certificate").needs.map(({ action }) => action);
  expect(actions).toEqual(expect.arrayContaining(["acm:ImportCertificate", "route53:ChangeResourceRecordSets", "logs:PutLogEvents"]));
  expect(actions.filter((action) => action.startsWith("ec2:"))).toEqual([]);
});

test("a right that AWS asks for in the caller's name says where AWS says so", () => {
  expect(roleText("demo-prod", of("ci"), plain)).toMatch(
    /CreateSecret TagResource\n +arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-\*\n.*rds-secrets-manager/,
  );
});

test.each([
  ["aws ssm get-parameter --name x --with-decryption", ["ssm:GetParameter"]],
  ["id=$(aws s3api get-object --bucket b --key k f)", ["s3:GetObject"]],
  ["`aws rds describe-db-instances`", ["rds:DescribeDBInstances"]],
  ["aws --region us-east-1 efs describe-file-systems", ["elasticfilesystem:DescribeFileSystems"]],
  ["aws rds wait db-instance-available", []],
  ["paws ssm get-parameter", []],
])("%s asks for %j", (text, actions) => {
  expect(actionsIn(text)).toEqual(actions);
});

test.each([
  [["demo-prod", "--role", "nobody"], "--role: got nobody, expected one that demo-prod has: ci, nodes, "],
  [["demo-nowhere"], "stacks/Pulumi.demo-nowhere.yaml: no such file, expected one of the stacks demo-account, "],
])("store permissions %j ends with 1 and one sentence", (args, sentence) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "cli/store.mjs"), "permissions", ...args], {
    encoding: "utf8",
  });
  expect([status, stdout, stderr.split("\n").length]).toEqual([1, "", 2]);
  expect(stderr).toContain(sentence);
});
