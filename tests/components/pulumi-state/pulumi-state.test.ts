import { beforeAll, expect, test } from "@jest/globals";
import { SecureBucket } from "../../../components/buckets/secure-bucket.ts";
import { PulumiState } from "../../../components/pulumi-state/pulumi-state.ts";
import { minStateVersionDays } from "../../../domain/defaults/pulumi-state.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide } from "../iam.ts";
import { accountId, only, region } from "../registrations.ts";

const stack = "shops-account";
let made: readonly Registration[];
beforeAll(async () => {
  made = await deploy(
    () => {
      const accessLogs = new SecureBucket("access-logs", { accountId, keepOldVersionsDays: 30, protect: true });
      new PulumiState("pulumi-state", { region, accountId, breakGlassRole: "break-glass", accessLogs, stores: ["shop-prod"] });
    },
    { stack },
  );
});
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const bucketPart = (noun: string) => only(made, `aws:s3/bucket${noun}:Bucket${noun}`, "pulumi-state");

test("the bucket is called as policies expect it, protected, and its objects lie under a key of its own", () => {
  const { inputs, options } = bucketPart("");
  expect([inputs.bucket, options.protect]).toEqual([`${stack}-pulumi-state-${accountId}`, true]);
  expect(only(made, "aws:kms/alias:Alias", "pulumi-state-key").inputs.name).toBe(`alias/${stack}-pulumi-state`);
});

test("former versions stay for months, plans go sooner", () => {
  expect(bucketPart("LifecycleConfiguration").inputs.rules).toEqual([
    expect.objectContaining({ filter: { prefix: "" }, noncurrentVersionExpiration: { noncurrentDays: 365 } }),
    { id: "passing", status: "Enabled", filter: { prefix: "plans/" }, expiration: { days: 30 } },
  ]);
  expect(minStateVersionDays).toBeGreaterThanOrEqual(90);
});

test.each([
  ["s3:DeleteObjectVersion", "break-glass", "unmentioned"],
  ["s3:DeleteObjectVersion", `${stack}-deploy-shop-prod`, "denied"],
  ["s3:DeleteObjectVersion", `${stack}-administrator`, "denied"],
  ["s3:DeleteBucket", `${stack}-administrator`, "denied"],
  // Pulumi deletes its locks: that leaves a version.
  ["s3:DeleteObject", `${stack}-deploy-shop-prod`, "unmentioned"],
])("%s by %s: %s", (action, name, expected) => {
  const resource = `arn:aws:s3:::pulumi-state${action === "s3:DeleteBucket" ? "" : "/.pulumi/stacks/xcart-hosting/shop-prod.json"}`;
  const context = { "aws:PrincipalArn": role(name), "aws:SecureTransport": "true", "s3:TlsVersion": "1.3" };
  const policy = String(bucketPart("Policy").inputs.policy).replaceAll(`${stack}-pulumi-state-${accountId}`, "pulumi-state");
  expect(decide(policy, { principal: role(name), action, resource, context })).toBe(expected);
});

test.each([
  ["shop-prod", `${stack}-deploy-shop-prod`, "allowed"],
  ["shop-prod", `${stack}-plan-shop-prod`, "allowed"],
  ["shop-prod", `${stack}-administrator`, "unmentioned"],
  ["shop-prod", "OrganizationAccountAccessRole", "unmentioned"],
  [stack, "OrganizationAccountAccessRole", "allowed"],
])("secrets of %s, opened by %s whom IAM admits: %s", (of, name, expected) => {
  const { policy } = only(made, "aws:kms/key:Key", `pulumi-state-${of}`).inputs;
  const context = { "aws:PrincipalArn": role(name), "kms:CallerAccount": accountId };
  expect(decide(policy, { principal: role(name), action: "kms:Decrypt", context })).toBe(expected);
});
