import { beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "@pulumi/aws/secretsmanager/secret.js";
import type { Resource } from "@pulumi/pulumi";
import { DatabaseUsers } from "../../../components/database-users/database-users.ts";
import { beforeFirstRotation, expectUsers } from "../../../domain/contracts/database-users.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decideFor } from "../iam.ts";
import { accountId, inputsByName, listed, ofType, only, region, textOf, withoutTags } from "../registrations.ts";

let made: readonly Registration[] = [];
beforeAll(async () => {
  made = await deploy(() => {
    const endpoint: Resource = new Secret("endpoint", {});
    new DatabaseUsers("database-users", {
      region,
      accountId,
      topicArn: "arn:topic",
      database: {
        identifier: "test-database",
        address: "db.example.com",
        secretArn: "arn:aws:secretsmanager:eu-central-1:1:secret:rds!db-1",
      },
      requireTls: true,
      passwordDays: 30,
      dataKeyArn: "arn:data-key",
      logKeyArn: "arn:log-key",
      logRetentionDays: 400,
      subnetIds: ["application-1", "application-2"],
      securityGroupId: "group",
      after: [endpoint],
    });
  });
});

const urn = (type: string, name: string) => only(made, type, name).urn;
const rotation = "aws:secretsmanager/secretRotation:SecretRotation";
const version = "aws:secretsmanager/secretVersion:SecretVersion";
const permission = "aws:lambda/permission:Permission";

test("it is made of these, and nothing else", () => {
  expect(listed(made).filter((one) => /secretsmanager|lambda|eventRule/.test(one))).toEqual([
    "aws:cloudwatch/eventRule:EventRule database-users",
    "aws:lambda/function:Function database-users",
    "aws:lambda/invocation:Invocation database-users",
    "aws:lambda/permission:Permission database-store",
    "aws:lambda/permission:Permission database-upgrade",
    "aws:lambda/permission:Permission database-users",
    "aws:secretsmanager/secret:Secret database-store",
    "aws:secretsmanager/secret:Secret database-upgrade",
    "aws:secretsmanager/secret:Secret endpoint",
    "aws:secretsmanager/secretRotation:SecretRotation database-store",
    "aws:secretsmanager/secretRotation:SecretRotation database-upgrade",
    "aws:secretsmanager/secretVersion:SecretVersion database-store",
    "aws:secretsmanager/secretVersion:SecretVersion database-upgrade",
  ]);
});

describe.each(["database-store", "database-upgrade"])("the secret %s", (name) => {
  test("has the key of the store's data, and a version that says what it waits for: no password is in the program", () => {
    expect(only(made, "aws:secretsmanager/secret:Secret", name).inputs).toMatchObject({
      kmsKeyId: "arn:data-key",
      recoveryWindowInDays: 7,
    });
    const first = only(made, version, name);
    expect(JSON.parse(textOf(first.inputs.secretString))).toEqual(beforeFirstRotation);
    expect(first.secrets).toContain("secretString");
    // What a rotation writes is not put back.
    expect(first.options.ignoreChanges).toEqual(["secretString", "versionStages"]);
  });

  test("is rotated at once and each 30 days, once there is a version, and the function admits it", () => {
    const one = only(made, rotation, name);
    expect(withoutTags(one)).toEqual({
      secretId: `${name}-id`,
      rotationLambdaArn: "arn:aws:test:::database-users",
      rotateImmediately: true,
      rotationRules: { automaticallyAfterDays: 30 },
    });
    expect(one.dependencies).toEqual(expect.arrayContaining([urn(version, name), urn(permission, name)]));
    expect(withoutTags(only(made, permission, name))).toEqual({
      function: "test-database-users",
      action: "lambda:InvokeFunction",
      principal: "secretsmanager.amazonaws.com",
      sourceAccount: accountId,
    });
  });
});

describe("the function", () => {
  test("runs beside the nodes, and comes after its ways to AWS: the first rotation needs them", () => {
    const lambda = only(made, "aws:lambda/function:Function");
    expect(lambda.inputs).toMatchObject({
      name: "test-database-users",
      timeout: 300,
      vpcConfig: { subnetIds: ["application-1", "application-2"], securityGroupIds: ["group"] },
    });
    expect(lambda.dependencies).toContain(urn("aws:secretsmanager/secret:Secret", "endpoint"));
    const { environment } = lambda.inputs;
    expect(JSON.parse(JSON.parse(JSON.stringify(environment)).variables.DATABASE_USERS)).toEqual({
      ...{ stack: "test", host: "db.example.com", port: 3306, schema: "xcart", requireTls: true },
      masterSecretArn: "arn:aws:secretsmanager:eu-central-1:1:secret:rds!db-1",
      secretArns: { store: "arn:aws:test:::database-store", upgrade: "arn:aws:test:::database-upgrade" },
    });
  });

  test("is asked for users that work once both rotations have begun, and once only", () => {
    const asked = only(made, "aws:lambda/invocation:Invocation");
    expect(asked.inputs).toEqual({
      functionName: "test-database-users",
      input: JSON.stringify(expectUsers),
      lifecycleScope: "CREATE_ONLY",
    });
    expect(asked.dependencies).toEqual(expect.arrayContaining(ofType(made, rotation).map((one) => one.urn)));
  });

  test("is called each hour to look", () => {
    expect(inputsByName(made, "aws:cloudwatch/eventRule:EventRule")).toMatchObject({
      "database-users": { scheduleExpression: "rate(1 hour)" },
    });
  });

  const may = (action: string, resource: string, context: Readonly<Record<string, string>> = {}) =>
    decideFor([only(made, "aws:iam/policy:Policy", "database-users").inputs.policy], { action, resource, context });
  const secret = (name: string) => `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}`;
  const ofDatabase = (name: string) => ({
    "aws:ResourceTag/aws:rds:primaryDBInstanceArn": `arn:aws:rds:${region}:${accountId}:db:${name}`,
  });

  test.each([
    ["PutSecretValue", "test-database-store-0a1b2c3-AbCdEf", {}, "allowed"],
    ["UpdateSecretVersionStage", "test-database-upgrade-0a1b2c3-AbCdEf", {}, "allowed"],
    ["GetSecretValue", "test-cache-0a1b2c3-AbCdEf", {}, "unmentioned"],
    ["PutSecretValue", "other-database-store-0a1b2c3-AbCdEf", {}, "unmentioned"],
    ["GetSecretValue", "rds!db-1-AbCdEf", ofDatabase("test-database"), "allowed"],
    ["GetSecretValue", "rds!db-1-AbCdEf", ofDatabase("test-database-20261120t031200"), "allowed"],
    ["GetSecretValue", "rds!db-1-AbCdEf", ofDatabase("other-database"), "unmentioned"],
    ["GetSecretValue", "rds!db-1-AbCdEf", ofDatabase("test-c-1"), "unmentioned"],
    ["PutSecretValue", "rds!db-1-AbCdEf", ofDatabase("test-database"), "unmentioned"],
    ["RotateSecret", "test-database-store-0a1b2c3-AbCdEf", {}, "unmentioned"],
    ["DeleteSecret", "test-database-store-0a1b2c3-AbCdEf", {}, "unmentioned"],
  ])("asked for %s on %s %j: %s", (action, name, context, decision) => {
    expect(may(`secretsmanager:${action}`, secret(name), context)).toBe(decision);
  });

  test("decrypts with the data's key through Secrets Manager only", () => {
    const via = (service: string) => ({ "kms:ViaService": `${service}.${region}.amazonaws.com` });
    expect(may("kms:Decrypt", "arn:data-key", via("secretsmanager"))).toBe("allowed");
    expect(may("kms:Decrypt", "arn:data-key", via("s3"))).toBe("unmentioned");
  });
});
