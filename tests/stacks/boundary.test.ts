import { expect, test } from "@jest/globals";
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
