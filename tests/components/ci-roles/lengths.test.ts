import { expect, test } from "@jest/globals";
import { CiRoles, type CiRolesArgs } from "../../../components/ci-roles/ci-roles.ts";
import { ownState } from "../../../components/pulumi-state/state-place.ts";
import { boundaryLength } from "../../../domain/defaults/deploy/bounded.ts";
import { deploy } from "../../support/offline.ts";
import { accountId, listed, only, textOf } from "../registrations.ts";
import { longestPolicy, policyCharacters } from "../role-policies.ts";

const github = "token.actions.githubusercontent.com";
const args: Omit<CiRolesArgs, "archive"> = {
  accountId,
  issuer: `https://${github}`,
  audience: "sts.amazonaws.com",
  deploy: [],
  state: ownState("a-company-shops-account", accountId),
  deployers: [],
  breakGlassRole: "break-glass",
};

test("policies are no longer than IAM takes, nor more than a role has, for the longest names that the settings take", async () => {
  const long = "a-store-of-some-name-prod";
  const store = {
    stack: long.slice(0, 24),
    plan: ["y"],
    subjects: ["x"],
    zones: zonesOf(3),
    createsZone: false,
    reads: [`${long.slice(0, 16)}-staging`],
  };
  const longest = await deploy(() => new CiRoles("ci", { ...ownArchive("a-company-shops-account"), deploy: [store] }), {
    stack: "a-company-shops-account",
  });
  expect(longestPolicy(longest)).toBeLessThanOrEqual(policyCharacters);
  const attached = listed(longest).filter((line) => line.startsWith("aws:iam/rolePolicyAttachment:RolePolicyAttachment ci-deploy-"));
  expect(attached.length).toBeGreaterThan(5);
  expect(attached.length).toBeLessThanOrEqual(10);
});

test.each([
  [1, []],
  [3, ["a-store-of-some-staging"]],
])("the settings know how long a boundary becomes: %s zones, stores to read: %s", async (count, reads) => {
  const store = { stack: "a-store-of-some-name-dev", plan: ["y"], subjects: ["x"], zones: zonesOf(count), createsZone: false, reads };
  const deployed = await deploy(() => new CiRoles("ci", { ...ownArchive("a-company-shops-account"), deploy: [store] }), {
    stack: "a-company-shops-account",
  });
  const document = textOf(only(deployed, "aws:iam/policy:Policy", `ci-boundary-${store.stack}`).inputs.policy);
  expect(document.length).toBe(boundaryLength(store.stack, "a-company-shops-account", store.zones, reads));
});

const ownArchive = (account: string): CiRolesArgs => ({
  ...args,
  archive: { bucketArn: `arn:aws:s3:::${account}-log-archive-${accountId}`, keyAlias: `alias/${account}-log-archive` },
});

const zonesOf = (count: number) => Array.from({ length: count }, (_, i) => `Z0123456789ABCDEFGH${i}`);
