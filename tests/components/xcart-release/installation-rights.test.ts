import { beforeAll, describe, expect, test } from "@jest/globals";
import { Installation } from "../../../components/xcart-release/installation/installation.ts";
import { ReleaseBuilder } from "../../../components/xcart-release/release-builder.ts";
import { phpPackages } from "../../../host/boot/packages.ts";
import { databaseAccess } from "../../../host/xcart/database-access.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decideFor, statementsOf } from "../iam.ts";
import { accountId, only, region, textOf } from "../registrations.ts";
import { automationSchema } from "./automation-schema.ts";

const secret = (name: string) => `arn:aws:secretsmanager:eu-central-1:123456789012:secret:test-${name}-0123456-abcdef`;
const common = {
  region,
  accountId,
  phpPackages: phpPackages("8.4"),
  access: databaseAccess,
  dataKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/data",
  releasesBucket: "test-releases",
  releasesBucketArn: "arn:aws:s3:::test-releases",
} as const;

let made: readonly Registration[];
beforeAll(async () => {
  made = await deploy(
    () => {
      const builder = new ReleaseBuilder("builder", {
        ...common,
        ...{ instanceType: "m7g.large", databaseClass: "db.m7g.large", requireTls: true, tags: { stack: "test" } },
        ...{ subnetId: "subnet-a", securityGroupId: "sg-builder", dataSubnetIds: ["subnet-b", "subnet-c"], copySecurityGroupId: "sg-copy" },
        ...{ logKeyArn: "arn:key", logRetentionDays: 400 },
      });
      const secretArns = { database: secret("database-upgrade"), application: secret("application") };
      new Installation("installation", { ...common, builder, domain: "shop.example.com", secretArns });
    },
    {
      outputs: ({ type, name }): Record<string, string | number> => {
        if (type === "aws:ec2/launchTemplate:LaunchTemplate")
          return { latestVersion: 3, arn: "arn:aws:ec2:eu-central-1:123456789012:launch-template/lt-1" };
        return type === "aws:secretsmanager/secret:Secret" ? { arn: secret(name) } : {};
      },
    },
  );
});

const may = (policy: string, action: string, resource: string, context: Record<string, string> = {}) =>
  decideFor([only(made, "aws:iam/policy:Policy", policy).inputs.policy], { action, resource, context });

describe("the builder, where it installs", () => {
  const byManager = { "kms:ViaService": "secretsmanager.eu-central-1.amazonaws.com" };

  test("reads the distribution and the secrets that X-Cart has to know, and leaves one", () => {
    expect(may("installation", "s3:GetObject", "arn:aws:s3:::test-releases/distributions/5.6.0.12/distribution")).toBe("allowed");
    for (const name of ["database-upgrade", "application", "xcart-licence"])
      expect([name, may("installation", "secretsmanager:GetSecretValue", secret(name))]).toEqual([name, "allowed"]);
    expect(may("installation", "secretsmanager:PutSecretValue", secret("administrator"))).toBe("allowed");
    expect(may("installation", "kms:GenerateDataKey", common.dataKeyArn, byManager)).toBe("allowed");
  });

  test("reads no other secret, and changes no other one, no distribution, no release", () => {
    for (const name of ["database-store", "sessions", "administrator"])
      expect([name, may("installation", "secretsmanager:GetSecretValue", secret(name))]).toEqual([name, "unmentioned"]);
    for (const name of ["database-upgrade", "application", "xcart-licence"])
      expect([name, may("installation", "secretsmanager:PutSecretValue", secret(name))]).toEqual([name, "unmentioned"]);
    expect(may("installation", "s3:PutObject", "arn:aws:s3:::test-releases/distributions/5.6.0.12/distribution")).toBe("unmentioned");
    expect(may("installation", "s3:PutObject", "arn:aws:s3:::test-releases/releases/5.6.0.12-1/release.json")).toBe("unmentioned");
  });
});

test("an execution that installs touches no database of RDS, reads no secret, and commands builders only", () => {
  const actions = statementsOf(only(made, "aws:iam/policy:Policy", "install-release").inputs.policy).flatMap(({ Action }) =>
    [Action].flat(),
  );
  expect(actions.filter((action) => action.startsWith("rds:"))).toEqual([]);
  expect(actions.filter((action) => action.startsWith("secretsmanager:"))).toEqual([]);
  expect(may("install-release", "kms:CreateGrant", common.dataKeyArn, { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" })).toBe(
    "allowed",
  );
  const instance = "arn:aws:ec2:eu-central-1:123456789012:instance/i-1";
  expect(may("install-release", "ssm:SendCommand", instance, { "aws:ResourceTag/Name": "test-builder" })).toBe("allowed");
  expect(may("install-release", "ssm:SendCommand", instance, { "aws:ResourceTag/Name": "test-web" })).toBe("unmentioned");
});

test("the secrets have no value from here: neither the state nor the plan knows one", () => {
  expect(made.filter(({ type }) => type === "aws:secretsmanager/secretVersion:SecretVersion")).toEqual([]);
  const content: Record<string, unknown> = JSON.parse(textOf(only(made, "aws:ssm/document:Document", "install-release").inputs.content));
  expect(automationSchema.safeParse({ ...content, assumeRole: "arn:role" }).error?.issues).toBeUndefined();
});
