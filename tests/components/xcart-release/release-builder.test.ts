import { beforeAll, describe, expect, test } from "@jest/globals";
import { ReleaseBuilder } from "../../../components/xcart-release/release-builder.ts";
import { ReleaseIntake } from "../../../components/xcart-release/release-intake.ts";
import { ReleasePromotion } from "../../../components/xcart-release/release-promotion.ts";
import { StoreDoor } from "../../../components/xcart-release/store-door.ts";
import { phpPackages } from "../../../host/boot/packages.ts";
import { databaseAccess } from "../../../host/xcart/database-access.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decideFor, statementsOf } from "../iam.ts";
import { accountId, only, region, textOf } from "../registrations.ts";
import { automationSchema } from "./automation-schema.ts";

const common = {
  region,
  accountId,
  dataKeyArn: "arn:aws:kms:eu-central-1:123456789012:key/data",
  releasesBucket: "test-releases",
  releasesBucketArn: "arn:aws:s3:::test-releases",
} as const;

let made: readonly Registration[];
beforeAll(async () => {
  made = await deploy(
    () => {
      const releases = { ...common, phpPackages: phpPackages("8.4"), access: databaseAccess };
      const builder = new ReleaseBuilder("builder", {
        ...releases,
        instanceType: "m7g.large",
        databaseClass: "db.m7g.large",
        requireTls: true,
        subnetId: "subnet-application",
        securityGroupId: "sg-builder",
        dataSubnetIds: ["subnet-data-a", "subnet-data-b"],
        copySecurityGroupId: "sg-copy",
        tags: { stack: "test" },
        logKeyArn: "arn:key",
        logRetentionDays: 400,
      });
      const database = {
        host: "db.example.com",
        secretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:test-database-upgrade-x",
      };
      new ReleasePromotion("promotion", { ...releases, builder, databaseName: "test-database", database });
      new StoreDoor("door", common);
      new ReleaseIntake("intake", { ...common, sourceStack: "shop-staging" });
    },
    { outputs: ({ type }): Record<string, number> => (type === "aws:ec2/launchTemplate:LaunchTemplate" ? { latestVersion: 3 } : {}) },
  );
});

const policyOf = (name: string) => only(made, "aws:iam/policy:Policy", name).inputs.policy;
const may = (name: string, action: string, resource: string, context: Record<string, string> = {}) =>
  decideFor([policyOf(name)], { action, resource, context });

describe("the builder", () => {
  test("ends when it shuts down, has no public address, and answers to no stolen request for its role", () => {
    const { inputs } = only(made, "aws:ec2/launchTemplate:LaunchTemplate");
    expect(inputs).toMatchObject({
      instanceInitiatedShutdownBehavior: "terminate",
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      networkInterfaces: [{ associatePublicIpAddress: "false", subnetId: "subnet-application", securityGroups: ["sg-builder"] }],
    });
    expect(Buffer.from(textOf(inputs.userData), "base64").toString()).toContain("shutdown -h +300");
  });

  test("reads and writes releases, and nothing else of any bucket", () => {
    const statements = statementsOf(policyOf("builder")).filter(({ Action }) => [Action].flat().some((action) => action.startsWith("s3:")));
    expect(statements.map(({ Action, Resource, Condition }) => [Action, Resource, Condition])).toEqual([
      [["s3:GetObject"], "arn:aws:s3:::test-releases/releases/*", undefined],
      [["s3:PutObject"], "arn:aws:s3:::test-releases/releases/*", { Null: { "s3:if-none-match": "false" } }],
    ]);
  });

  test("reads no password but the copy's", () => {
    const read = statementsOf(policyOf("builder")).filter(({ Action }) => [Action].flat().includes("secretsmanager:GetSecretValue"));
    expect(read.map(({ Condition }) => Condition)).toEqual([
      { ArnLike: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": "arn:aws:rds:eu-central-1:123456789012:db:test-c-*" } },
    ]);
  });
});

describe("an execution that builds", () => {
  const db = (name: string) => `arn:aws:rds:eu-central-1:123456789012:db:${name}`;
  const own = { "aws:ResourceTag/stack": "test" };

  test("deletes its own stack's copies, never a store's database", () => {
    expect(may("build-release", "rds:DeleteDBInstance", db("test-c-1"), own)).toBe("allowed");
    expect(may("build-release", "rds:DeleteDBInstance", db("test-c-1"), { "aws:ResourceTag/stack": "other" })).toBe("unmentioned");
    expect(may("build-release", "rds:DeleteDBInstance", db("shop-prod-database"), own)).toBe("unmentioned");
  });

  test("copies databases of its stack only, not production's", () => {
    expect(may("build-release", "rds:RestoreDBInstanceToPointInTime", db("test-database"))).toBe("allowed");
    expect(may("build-release", "rds:RestoreDBInstanceToPointInTime", db("shop-prod-database"))).toBe("unmentioned");
  });

  test("ends and commands builders, never nodes", () => {
    const instance = "arn:aws:ec2:eu-central-1:123456789012:instance/i-1";
    for (const action of ["ec2:TerminateInstances", "ssm:SendCommand"]) {
      expect(may("build-release", action, instance, { "aws:ResourceTag/Name": "test-builder" })).toBe("allowed");
      expect(may("build-release", action, instance, { "aws:ResourceTag/Name": "test-web" })).toBe("unmentioned");
    }
  });
});

test.each(["build-release", "promote-release", "take-back-release"])("%s starts a builder, whose disk the store's key encrypts", (name) => {
  const byEc2 = { "kms:ViaService": "ec2.eu-central-1.amazonaws.com" };
  for (const action of ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"])
    expect([action, may(name, `kms:${action}`, common.dataKeyArn, byEc2)]).toEqual([action, "allowed"]);
});

test("the way back uses the store's key for that disk and for what the parameters say, and for no database", () => {
  for (const service of ["rds", "secretsmanager", "s3"])
    expect(
      may("take-back-release", "kms:CreateGrant", common.dataKeyArn, { "kms:ViaService": `${service}.eu-central-1.amazonaws.com` }),
    ).toBe("unmentioned");
});

describe("an execution that promotes", () => {
  const rds = (what: string) => `arn:aws:rds:eu-central-1:123456789012:${what}`;
  const parameter = (name: string) => `arn:aws:ssm:eu-central-1:123456789012:parameter${name}`;
  const instance = "arn:aws:ec2:eu-central-1:123456789012:instance/i-1";

  test("makes snapshots of its own database, and deletes neither", () => {
    expect(may("promote-release", "rds:CreateDBSnapshot", rds("db:test-database"))).toBe("allowed");
    expect(may("promote-release", "rds:CreateDBSnapshot", rds("snapshot:test-promote-1"))).toBe("allowed");
    expect(may("promote-release", "rds:CreateDBSnapshot", rds("db:other-database"))).toBe("unmentioned");
    expect(may("promote-release", "rds:DeleteDBSnapshot", rds("snapshot:test-promote-1"))).toBe("unmentioned");
    expect(may("promote-release", "rds:DeleteDBInstance", rds("db:test-database"), { "aws:ResourceTag/stack": "test" })).toBe(
      "unmentioned",
    );
    expect(may("promote-release", "rds:ModifyDBInstance", rds("db:test-database"))).toBe("unmentioned");
  });

  test.each(["promote-release", "close-store", "take-back-release"])(
    "%s commands its own nodes, and says what the two parameters say",
    (name) => {
      expect(may(name, "ssm:SendCommand", instance, { "aws:ResourceTag/Name": "test-web" })).toBe("allowed");
      expect(may(name, "ssm:SendCommand", instance, { "aws:ResourceTag/Name": "other-web" })).toBe("unmentioned");
      for (const path of ["/test/door", "/test/upgrade"]) expect(may(name, "ssm:PutParameter", parameter(path))).toBe("allowed");
      for (const path of ["/test/node", "/other/door"]) expect(may(name, "ssm:PutParameter", parameter(path))).toBe("unmentioned");
    },
  );

  test("that only closes or goes back does nothing to databases", () => {
    for (const name of ["close-store", "take-back-release"])
      for (const action of ["rds:CreateDBSnapshot", "rds:RestoreDBInstanceToPointInTime", "rds:DeleteDBInstance"])
        expect([name, action, may(name, action, rds("db:test-database"))]).toEqual([name, action, "unmentioned"]);
    expect(may("close-store", "ec2:RunInstances", instance)).toBe("unmentioned");
  });

  test("has a builder that reads the password of the upgrade's user, and no other secret", () => {
    const secrets = statementsOf(policyOf("promotion")).filter(({ Action }) => [Action].flat().includes("secretsmanager:GetSecretValue"));
    expect(secrets.map(({ Resource }) => Resource)).toEqual([
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:test-database-upgrade-x",
    ]);
  });
});

test("what the door says is left alone by the program", () => {
  for (const name of ["door", "upgrade"]) {
    const { inputs, options } = only(made, "aws:ssm/parameter:Parameter", name);
    expect([inputs.type, inputs.value, options.ignoreChanges]).toEqual(["SecureString", name === "door" ? "open" : "none", ["value"]]);
  }
});

test("an execution that takes a release over writes to its own bucket and reads the other's", () => {
  const key = "releases/5.6.0.12-1/release.tar.zst";
  const [own, theirs] = [`arn:aws:s3:::test-releases/${key}`, `arn:aws:s3:::shop-staging-releases-${accountId}/${key}`];
  expect(may("take-release", "s3:PutObject", own, { "s3:if-none-match": "*" })).toBe("allowed");
  expect(may("take-release", "s3:PutObject", own)).toBe("unmentioned");
  expect(may("take-release", "s3:GetObject", theirs)).toBe("allowed");
  expect(may("take-release", "s3:PutObject", theirs)).toBe("unmentioned");
});

test("the documents are ones that AWS reads, and run as their own roles", () => {
  for (const name of ["build-release", "take-release", "promote-release", "take-back-release", "close-store"]) {
    const { inputs } = only(made, "aws:ssm/document:Document", name);
    expect(inputs).toMatchObject({ name: `test-${name}`, documentType: "Automation", documentFormat: "JSON" });
    const content: Record<string, unknown> = JSON.parse(textOf(inputs.content));
    expect(automationSchema.safeParse({ ...content, assumeRole: "arn:role" }).error?.issues).toBeUndefined();
    const trust = only(made, "aws:iam/role:Role", name).inputs.assumeRolePolicy;
    expect(textOf(trust)).toContain('"aws:SourceAccount":"123456789012"');
  }
});
