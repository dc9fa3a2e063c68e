import { expect, test } from "@jest/globals";
import { decideFor } from "../components/iam.ts";
import { at, graphWith, nameOf, ofType } from "./graphs.ts";

const roleType = "aws:iam/role:Role";
const boundary = "arn:aws:iam::123456789012:policy/shops-account-boundary";

test("each role of a store has the boundary that its settings name", async () => {
  const roles = ofType(
    await graphWith("demo-dev", { account: { stack: "demo-account", permissionsBoundary: "shops-account-boundary" } }),
    roleType,
  );
  expect(roles.filter(({ inputs }) => inputs?.permissionsBoundary !== boundary).map(nameOf)).toEqual([]);
  expect(roles.length).toBeGreaterThan(10);
});

test("and none where they name none", async () => {
  const roles = ofType(await graphWith("demo-dev", { account: { stack: "demo-account" } }), roleType);
  expect(roles.filter((role) => at(role, "inputs", "permissionsBoundary") !== undefined).map(nameOf)).toEqual([]);
});

test("the demo stores name the one that the demo account makes", async () => {
  const made = ofType(await graphWith("demo-account"), "aws:iam/policy:Policy").map((policy) => at(policy, "inputs", "name"));
  expect(made).toContain("demo-account-boundary");
  for (const store of ["demo-dev", "demo-staging", "demo-prod"]) {
    const [role] = ofType(await graphWith(store), roleType);
    expect(at(role, "inputs", "permissionsBoundary")).toBe("arn:aws:iam::123456789012:policy/demo-account-boundary");
  }
});

test("nodes keep sessions where the account's preferences say, and open nothing else with its keys", async () => {
  const [policy] = ofType(await graphWith("demo-dev"), "aws:iam/policy:Policy").filter((one) => nameOf(one) === "web");
  const key = "arn:aws:kms:us-east-1:123456789012:key/1";
  const ask = (action: string, resource: string, context = {}) =>
    decideFor([at(policy, "inputs", "policy")], { action, resource, context });
  const archive = "arn:aws:s3:::demo-account-log-archive-123456789012";
  expect([
    ask("kms:Decrypt", key, { "kms:ResourceAliases": ["alias/demo-account-sessions"] }),
    ask("logs:PutLogEvents", "arn:aws:logs:us-east-1:123456789012:log-group:/demo-account/sessions:log-stream:ada-1"),
    ask("s3:PutObject", `${archive}/sessions/ada-1.log`),
    ask("kms:Decrypt", key, { "kms:ResourceAliases": ["alias/demo-account-log-archive"] }),
    ask("kms:Decrypt", key, { "kms:ResourceAliases": ["alias/demo-prod-data"] }),
    ask("s3:PutObject", `${archive}/AWSLogs/1`),
    ask("s3:GetObject", `${archive}/sessions/ada-1.log`),
  ]).toEqual(["allowed", "allowed", "allowed", "unmentioned", "unmentioned", "unmentioned", "unmentioned"]);
  expect(await sessionsWithout()).toEqual([]);

  async function sessionsWithout() {
    const [without] = ofType(await graphWith("demo-dev", { account: {} }), "aws:iam/policy:Policy").filter((one) => nameOf(one) === "web");
    return JSON.stringify(at(without, "inputs", "policy")).match(/Session\w+/g) ?? [];
  }
});
