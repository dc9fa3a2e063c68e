import { expect, test } from "@jest/globals";
import { parseSettings } from "../../stacks/settings.ts";
import { at, graphWith, nameOf, ofType, settingsOf } from "./graphs.ts";

const roleType = "aws:iam/role:Role";
const boundary = "arn:aws:iam::123456789012:policy/company-boundary";

test("each role of a store has the boundary that its settings name", async () => {
  const roles = ofType(
    await graphWith("demo-dev", { account: { stack: "demo-account", permissionsBoundary: "company-boundary" } }),
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
  for (const store of ["demo-dev", "demo-staging", "demo-prod"]) {
    const [role] = ofType(await graphWith(store), roleType);
    expect(made).toContain(`demo-account-boundary-${store}`);
    expect(at(role, "inputs", "permissionsBoundary")).toBe(`arn:aws:iam::123456789012:policy/demo-account-boundary-${store}`);
  }
});

test.each([
  ["demo-account-boundary", "since the pipeline's boundary is not a store's"],
  ["demo-account-boundary-demo-dev", "since this is the boundary of another store"],
  ["other-account-boundary-demo-prod", "since this is the boundary of another account"],
])("%s is refused to demo-prod", (permissionsBoundary, why) => {
  const { faults } = parseSettings("demo-prod", { ...settingsOf("demo-prod"), account: { stack: "demo-account", permissionsBoundary } });
  expect(faults).toEqual([`account.permissionsBoundary: got "${permissionsBoundary}", expected demo-account-boundary-demo-prod, ${why}`]);
});
