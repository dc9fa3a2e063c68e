import { beforeAll, describe, expect, test } from "@jest/globals";
import { RestoreTests, type RestoreTestsArgs } from "../../../components/backup/restore-tests.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { accountId, inputsByName, listed, only, region, textOf, withoutTags } from "../registrations.ts";
import { evidence, meets, resources, roleMay, settingsOf } from "./fixture.ts";

const fixture: RestoreTestsArgs = {
  region,
  accountId,
  topicArn: "arn:topic",
  schedule: { every: "week", day: "tue", start: "09:00", timeZone: "Europe/Berlin" },
  maximumRestoreMinutes: 240,
  maximumDataLossHours: 26,
  vaultArn: "arn:vault",
  restoreRoleArn: "arn:restore-role",
  resources,
  restored: { subnetIds: ["data-1", "data-2"], securityGroupId: "sg-restored" },
  network: { subnetIds: ["application-1"], securityGroupId: "sg-validation" },
  oneAtATime: "reserved",
  evidence,
  dataKeyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
};
const deployTests = (change: Partial<RestoreTestsArgs> = {}) => deploy(() => new RestoreTests("restore-tests", { ...fixture, ...change }));

let tests: readonly Registration[] = [];
beforeAll(async () => {
  tests = await deployTests();
});

const planArn = "arn:aws:test:::restore-tests";
const environmentOf = (registrations: readonly Registration[]) =>
  settingsOf(only(registrations, "aws:lambda/function:Function").inputs.environment, "RESTORE_VALIDATION");

describe("restore tests", () => {
  test("take the newest snapshot of the last week from the store's vault, at a local time", () => {
    expect(withoutTags(only(tests, "aws:backup/restoreTestingPlan:RestoreTestingPlan"))).toEqual({
      name: "test_restore_tests",
      scheduleExpression: "cron(0 9 ? * TUE *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      startWindowHours: 1,
      recoveryPointSelection: {
        algorithm: "LATEST_WITHIN_WINDOW",
        includeVaults: ["arn:vault"],
        recoveryPointTypes: ["SNAPSHOT"],
        selectionWindowDays: 7,
      },
    });
  });

  test("restore database, files and bucket; the database where nothing leads out, admitting only who looks at it", () => {
    const selection = { restoreTestingPlanName: "test_restore_tests", iamRoleArn: "arn:restore-role", validationWindowHours: 4 };
    const one = (type: keyof typeof resources) => ({
      ...selection,
      name: `${type.toLowerCase()}_restores`,
      protectedResourceType: type,
      protectedResourceArns: [resources[type]],
    });
    expect(inputsByName(tests, "aws:backup/restoreTestingSelection:RestoreTestingSelection")).toEqual({
      "restore-tests-rds": {
        ...one("RDS"),
        restoreMetadataOverrides: {
          dbSubnetGroupName: "test-restore-tests",
          vpcSecurityGroupIds: '["sg-restored"]',
          multiAz: "false",
          publiclyAccessible: "false",
        },
      },
      "restore-tests-efs": { ...one("EFS"), restoreMetadataOverrides: { kmsKeyId: "arn:data-key" } },
      // `restoreACLs` is no key of restore tests, though it is one of restores: AWS Backup would refuse the selection.
      "restore-tests-s3": one("S3"),
    });
    expect(only(tests, "aws:rds/subnetGroup:SubnetGroup").inputs).toMatchObject({
      name: "test-restore-tests",
      subnetIds: ["data-1", "data-2"],
    });
  });

  test("are looked at by one function at a time, in the given subnets", () => {
    expect(only(tests, "aws:lambda/function:Function").inputs).toMatchObject({
      name: "test-restore-validation",
      timeout: 900,
      memorySize: 256,
      reservedConcurrentExecutions: 1,
      vpcConfig: { subnetIds: ["application-1"], securityGroupIds: ["sg-validation"] },
    });
  });

  test("are looked at each half hour alone, and a look that failed is not repeated, where no run is reserved", async () => {
    const spaced = await deployTests({ oneAtATime: "spaced" });
    expect(only(spaced, "aws:lambda/function:Function").inputs.reservedConcurrentExecutions).toBeUndefined();
    expect(only(spaced, "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig").inputs).toMatchObject({
      maximumRetryAttempts: 0,
    });
    // Half an hour is longer than the function may run.
    const { scheduleExpression, eventPattern } = only(spaced, "aws:cloudwatch/eventRule:EventRule").inputs;
    expect([scheduleExpression, eventPattern]).toEqual(["rate(30 minutes)", undefined]);
    expect(listed(tests).filter((line) => line.includes("EventRule ") || line.includes("InvokeConfig"))).toHaveLength(2);
  });

  test("tell the function its targets in the form that it reads", async () => {
    const targets = { maximumRestoreSeconds: 14400, maximumDataLossSeconds: 93600 };
    const settings = {
      stack: "test",
      restoreTestingPlanArn: planArn,
      targets: { RDS: targets, EFS: targets, S3: targets },
      validationWindowHours: 4,
      database: { name: "xcart", tablePrefix: "xc_" },
      evidence: { bucket: "archive", accountId },
    };
    expect(environmentOf(tests)).toEqual(settings);
    expect(environmentOf(await deployTests({ maximumOrderAgeHours: 48 }))).toEqual({
      ...settings,
      database: { ...settings.database, maximumOrderAgeSeconds: 172800 },
    });
  });
});

describe("the function", () => {
  const may = (action: string, resource: string, context: Record<string, string> = {}) =>
    roleMay(only(tests, "aws:iam/policy:Policy").inputs.policy, action, resource, context);
  const database = (name: string) => `arn:aws:rds:${region}:${accountId}:db:${name}`;

  test("may set the password of a restored database, and never of the store's", () => {
    const restored = database("awsbackup-restore-test-1");
    expect([
      may("rds:ModifyDBInstance", restored),
      may("rds:ModifyDBInstance", resources.RDS),
      may("rds:DeleteDBInstance", restored),
    ]).toEqual(["allowed", "unmentioned", "unmentioned"]);
  });

  test("reads what a bucket's recovery point is of, in this Region and account", () => {
    const point = (of: string) => `arn:aws:backup:${of}:${accountId}:recovery-point:1`;
    expect([region, "eu-west-1"].map((of) => may("backup:DescribeRecoveryPoint", point(of)))).toEqual(["allowed", "unmentioned"]);
    expect(may("backup:DeleteRecoveryPoint", point(region))).toBe("unmentioned");
  });

  test("reads restored buckets of this account and old versions of the store's, and changes neither", () => {
    const own = { "aws:ResourceAccount": accountId };
    const restored = "arn:aws:s3:::awsbackup-restore-test-1/a";
    expect([
      may("s3:GetObject", restored, own),
      may("s3:GetObject", restored, { "aws:ResourceAccount": "999999999999" }),
      may("s3:GetObjectVersion", `${resources.S3}/a`),
      may("s3:PutObject", `${resources.S3}/a`),
      may("s3:DeleteObject", restored, own),
    ]).toEqual(["allowed", "unmentioned", "allowed", "unmentioned", "unmentioned"]);
  });

  test("writes evidence of its own stack only, and deletes none", () => {
    const key = (name: string) => `arn:aws:s3:::archive/restore-tests/${name}`;
    expect([
      may("s3:PutObject", key("test/RDS/1.json")),
      may("s3:PutObject", key("other/RDS/1.json")),
      may("s3:PutObject", "arn:aws:s3:::archive/AWSLogs/1"),
      may("s3:DeleteObject", key("test/RDS/1.json")),
      may("s3:ListBucket", "arn:aws:s3:::archive", { "s3:prefix": "restore-tests/test/RDS/" }),
      may("s3:ListBucket", "arn:aws:s3:::archive", { "s3:prefix": "" }),
    ]).toEqual(["allowed", "unmentioned", "unmentioned", "unmentioned", "allowed", "unmentioned"]);
    expect([
      may("kms:GenerateDataKey", "arn:aws:kms:eu-central-1:123456789012:key/archive"),
      may("kms:GenerateDataKey", "arn:aws:kms:eu-central-1:123456789012:key/data"),
    ]).toEqual(["allowed", "unmentioned"]);
  });

  test("without a key of the archive asks for none", async () => {
    const plain = await deployTests({ evidence: { ...evidence, keyArns: [] } });
    expect(textOf(only(plain, "aws:iam/policy:Policy").inputs.policy)).not.toContain("GenerateDataKey");
  });
});

describe("what calls the function", () => {
  const detail = { restoreJobId: "1", resourceType: "RDS", status: "COMPLETED", restoreTestingPlanArn: planArn };
  const event = { source: "aws.backup", "detail-type": "Restore Job State Change", detail };
  const pattern = () => JSON.parse(textOf(only(tests, "aws:cloudwatch/eventRule:EventRule", "restore-tests-ended").inputs.eventPattern));

  test.each(["COMPLETED", "FAILED", "ABORTED"])("is a restore of the plan that is %s", (status) => {
    expect(meets(pattern(), { ...event, detail: { ...detail, status } })).toBe(true);
  });

  test.each([
    ["a restore that runs", { ...event, detail: { ...detail, status: "RUNNING" } }],
    ["a restore that someone asked for", { ...event, detail: { ...detail, restoreTestingPlanArn: undefined } }],
    ["another stack's", { ...event, detail: { ...detail, restoreTestingPlanArn: "arn:other" } }],
    ["a backup", { ...event, "detail-type": "Backup Job State Change" }],
  ])("is not %s", (_what, other) => {
    expect(meets(pattern(), other)).toBe(false);
  });

  test("is, since events may be lost, each half hour; and only these rules of this account", () => {
    expect(only(tests, "aws:cloudwatch/eventRule:EventRule", "restore-tests-pending").inputs.scheduleExpression).toBe("rate(30 minutes)");
    const permission = {
      function: "test-restore-validation",
      action: "lambda:InvokeFunction",
      principal: "events.amazonaws.com",
    };
    expect(inputsByName(tests, "aws:lambda/permission:Permission")).toEqual({
      "restore-tests-ended": { ...permission, sourceArn: "arn:aws:test:::restore-tests-ended" },
      "restore-tests-pending": { ...permission, sourceArn: "arn:aws:test:::restore-tests-pending" },
    });
    expect(inputsByName(tests, "aws:cloudwatch/eventTarget:EventTarget")).toEqual({
      "restore-tests-ended": { rule: "test-restore-tests-ended", arn: "arn:aws:test:::restore-validation" },
      "restore-tests-pending": { rule: "test-restore-tests-pending", arn: "arn:aws:test:::restore-validation" },
    });
  });
});
