import { beforeAll, describe, expect, test } from "@jest/globals";
import { Database, type DatabaseArgs } from "../../../components/database/database.ts";
import { parameters } from "../../../components/database/parameters.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { inputsByName, listed, only, textOf, withoutTags } from "../registrations.ts";

const fixture: DatabaseArgs = {
  accountId: "123456789012",
  instanceClass: "db.m7g.large",
  storageGiB: 100,
  maximumStorageGiB: 500,
  multiAz: true,
  backupRetentionDays: 35,
  backupWindow: "01:00-02:00",
  maintenanceWindow: "sun:03:00-sun:04:00",
  requireTls: true,
  subnetIds: ["data-1", "data-2"],
  securityGroupId: "group",
  keyArn: "arn:data-key",
  logKeyArn: "arn:log-key",
  logRetentionDays: 400,
  alertTopicArn: "arn:topic",
  protect: true,
};
const deployDatabase = (change: Partial<DatabaseArgs> = {}) =>
  deploy(() => new Database("database", { ...fixture, ...change }), {
    outputs: ({ type }) => (type === "aws:rds/instance:Instance" ? { masterUserSecrets: [{ secretArn: "arn:secret" }] } : {}),
  });
const instance = (registrations: readonly Registration[]) => only(registrations, "aws:rds/instance:Instance");

let database: readonly Registration[] = [];
beforeAll(async () => {
  database = await deployDatabase();
});

describe("a production database", () => {
  test("is encrypted, private, in two zones, restorable for 35 days, watched, and keeps a final snapshot", () => {
    expect(withoutTags(instance(database))).toEqual({
      identifier: "test-database",
      engine: "mysql",
      engineVersion: "8.4",
      instanceClass: "db.m7g.large",
      dbName: "xcart",
      username: "xcart_admin",
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: "arn:data-key",
      iamDatabaseAuthenticationEnabled: true,
      storageEncrypted: true,
      kmsKeyId: "arn:data-key",
      storageType: "gp3",
      allocatedStorage: 100,
      maxAllocatedStorage: 500,
      multiAz: true,
      publiclyAccessible: false,
      dbSubnetGroupName: "database",
      vpcSecurityGroupIds: ["group"],
      parameterGroupName: "database",
      backupRetentionPeriod: 35,
      backupWindow: "01:00-02:00",
      maintenanceWindow: "sun:03:00-sun:04:00",
      copyTagsToSnapshot: true,
      deleteAutomatedBackups: false,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "test-database-final",
      deletionProtection: true,
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: false,
      applyImmediately: false,
      enabledCloudwatchLogsExports: ["error", "slowquery"],
      monitoringInterval: 60,
      monitoringRoleArn: "arn:aws:test:::database-monitoring",
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: "arn:data-key",
      performanceInsightsRetentionPeriod: 7,
    });
  });

  test("has no password in the program: RDS makes and keeps it, and its secret's ARN is handed on", () => {
    const { inputs, secrets } = instance(database);
    expect([inputs.password, inputs.passwordWo, secrets]).toEqual([undefined, undefined, []]);
    expect(only(database, "xcart-hosting:index:Database").outputs.secretArn).toBe("arn:secret");
  });

  test("is protected, never shrunk by a smaller storage in the settings, and leaves retention and window to AWS Backup", () => {
    const { protect, ignoreChanges } = instance(database).options;
    expect([protect, ignoreChanges]).toEqual([true, ["allocatedStorage", "backupRetentionPeriod", "backupWindow"]]);
  });

  test("writes its logs to groups that are there before it, encrypted and kept for the given days", () => {
    const kept = { kmsKeyId: "arn:log-key", retentionInDays: 400, deletionProtectionEnabled: true };
    expect(inputsByName(database, "aws:cloudwatch/logGroup:LogGroup")).toEqual({
      "database-error": { name: "/aws/rds/instance/test-database/error", ...kept },
      "database-slowquery": { name: "/aws/rds/instance/test-database/slowquery", ...kept },
    });
    const groups = ["database-error", "database-slowquery"].map((name) => only(database, "aws:cloudwatch/logGroup:LogGroup", name).urn);
    expect(instance(database).dependencies).toEqual(expect.arrayContaining(groups));
  });

  test("lives in the given subnets", () => {
    expect(only(database, "aws:rds/subnetGroup:SubnetGroup").inputs.subnetIds).toEqual(["data-1", "data-2"]);
  });

  test("is monitored under a role that RDS alone can take", () => {
    const trust: unknown = JSON.parse(textOf(only(database, "aws:iam/role:Role").inputs.assumeRolePolicy));
    expect(trust).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "monitoring.rds.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
      ],
    });
    expect(only(database, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs).toEqual({
      role: "database-monitoring",
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
    });
  });

  test("tells the topic of failures, failovers, maintenance, and of changes to parameters and groups", () => {
    const subscriptions = inputsByName(database, "aws:rds/eventSubscription:EventSubscription");
    expect(subscriptions).toMatchObject({
      "database-instance": {
        snsTopic: "arn:topic",
        sourceType: "db-instance",
        sourceIds: ["test-database"],
        eventCategories: [
          "availability",
          "configuration change",
          "deletion",
          "failover",
          "failure",
          "low storage",
          "maintenance",
          "recovery",
          "security patching",
        ],
      },
      "database-parameters": { snsTopic: "arn:topic", sourceType: "db-parameter-group", eventCategories: ["configuration change"] },
      "database-groups": { snsTopic: "arn:topic", sourceType: "db-security-group", eventCategories: ["configuration change", "failure"] },
    });
    expect(Object.keys(subscriptions)).toHaveLength(3);
  });
});

test.each([
  [true, "1"],
  [false, "0"],
])("with requireTls %s, require_secure_transport is %s and all other parameters are the same", async (requireTls, value) => {
  const group = only(await deployDatabase({ requireTls }), "aws:rds/parameterGroup:ParameterGroup");
  expect([group.inputs.family, group.inputs.parameters]).toEqual(["mysql8.4", parameters(requireTls)]);
  expect(parameters(requireTls)).toEqual([
    { name: "require_secure_transport", value, applyMethod: "immediate" },
    ...parameters(true).slice(1),
  ]);
});

test("MySQL logs slow statements, reads no file through SQL and speaks utf8mb4", () => {
  const values = Object.fromEntries(parameters(true).map(({ name, value }) => [name, value]));
  expect(values).toEqual({
    require_secure_transport: "1",
    slow_query_log: "1",
    long_query_time: "2",
    log_output: "FILE",
    character_set_server: "utf8mb4",
    collation_server: "utf8mb4_unicode_ci",
    local_infile: "0",
  });
});

test("a database without protection can be deleted with its logs, in AWS and by Pulumi", async () => {
  const made = await deployDatabase({ protect: false });
  const { inputs, options } = instance(made);
  expect([inputs.deletionProtection, options.protect]).toEqual([false, false]);
  const open = { deletionProtectionEnabled: false };
  expect(inputsByName(made, "aws:cloudwatch/logGroup:LogGroup")).toMatchObject({ "database-error": open, "database-slowquery": open });
});

test("a smaller class and retention change no resource's identity", async () => {
  const smaller = await deployDatabase({ instanceClass: "db.t4g.medium", multiAz: false, backupRetentionDays: 7, storageGiB: 20 });
  expect(listed(smaller)).toEqual(listed(database));
});
