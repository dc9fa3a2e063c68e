import { beforeAll, describe, expect, test } from "@jest/globals";
import { Staff } from "../../../components/staff/staff.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decideFor } from "../iam.ts";
import { accountId, only } from "../registrations.ts";

let made: readonly Registration[];
beforeAll(async () => {
  const archive = { bucketArn: "arn:aws:s3:::archive", keyAlias: "alias/archive" };
  const people = [{ email: "grace@example.com", role: "operator" }] as const;
  const breakGlass = { role: "break-glass", people: [] };
  made = await deploy(() => new Staff("staff", { accountId, archive, people, breakGlass, policies: {} }), { stack: "shops-account" });
});

describe("a user who signs in", () => {
  const self = { "aws:username": "grace@example.com" };
  const user = (name: string) => `arn:aws:iam::${accountId}:user/${name}@example.com`;
  const device = (name: string) => `arn:aws:iam::${accountId}:mfa/${name}`;
  const withFactor = (age: string) => ({ ...self, "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": age });
  const without = { ...self, "aws:MultiFactorAuthPresent": "false" };
  /** What AWS says of who comes how (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
  const ways = {
    "console, password alone": without,
    "console, factor just shown": withFactor("60"),
    "console, factor shown hours ago": withFactor("7200"),
    "access key": self,
    "session of a key": without,
    "session of a key, with factor": withFactor("60"),
  };
  const policy = () => only(made, "aws:iam/policy:Policy", "staff-sign-in").inputs.policy;
  const ask = (action: string, resource: string, context: Readonly<Record<string, string>>, more: readonly unknown[] = []) =>
    decideFor([policy(), ...more], { action, resource, context });
  /** Sessions that GetSessionToken gave without a factor call nothing of IAM, whatever policies say (its page in STS's reference). */
  const refusedByAws = (way: string, action: string) => way === "session of a key" && action.startsWith("iam:");
  const waysFor = (action: string, resource: string, more: readonly unknown[] = []) =>
    Object.entries(ways).flatMap(([way, context]) =>
      refusedByAws(way, action) || ask(action, resource, context, more) !== "allowed" ? [] : [way],
    );

  const fresh = ["console, factor just shown", "session of a key, with factor"];
  const shown = ["console, factor just shown", "console, factor shown hours ago", "session of a key, with factor"];
  const first = ["console, password alone", ...fresh];

  test.each<[what: string, action: string, resource: string, ways: readonly string[]]>([
    ["make the first device", "iam:CreateVirtualMFADevice", device("grace@example.com"), first],
    ["register a factor", "iam:EnableMFADevice", user("grace"), first],
    ["make a second device", "iam:CreateVirtualMFADevice", device("grace@example.com-2"), fresh],
    ["make a device that begins with the own name", "iam:CreateVirtualMFADevice", device("grace@example.community"), []],
    ["bring a device back into step", "iam:ResyncMFADevice", user("grace"), fresh],
    ["swap: take the factor off", "iam:DeactivateMFADevice", user("grace"), []],
    ["swap: delete the device", "iam:DeleteVirtualMFADevice", device("grace@example.com"), []],
    ["register a factor of someone else's", "iam:EnableMFADevice", user("ada"), []],
    ["make a key", "iam:CreateAccessKey", user("grace"), []],
    ["wake a key", "iam:UpdateAccessKey", user("grace"), []],
    ["take a role", "sts:AssumeRole", `arn:aws:iam::${accountId}:role/shops-account-operator`, shown],
    ["take a role that trusts no people", "sts:AssumeRole", `arn:aws:iam::${accountId}:role/shop-prod-web`, []],
    // Asks for the old password.
    ["change the password", "iam:ChangePassword", user("grace"), [...Object.keys(ways).filter((way) => way !== "session of a key")]],
    ["change another's password", "iam:ChangePassword", user("ada"), []],
  ])("may %s", (_what, action, resource, expected) => {
    expect(new Set(waysFor(action, resource))).toEqual(new Set(expected));
  });

  test("may make no key, and does nothing by one, whatever else the user is given", () => {
    const everything = { Version: "2012-10-17", Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] };
    expect(waysFor("iam:CreateAccessKey", user("grace"), [everything])).toEqual([]);
    for (const action of ["iam:EnableMFADevice", "iam:DeactivateMFADevice", "iam:CreateUser", "sts:AssumeRole", "s3:GetObject"])
      expect([action, waysFor(action, "*", [everything]).includes("access key")]).toEqual([action, false]);
  });
});
