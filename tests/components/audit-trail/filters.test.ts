import { describe, expect, test } from "@jest/globals";
import { plannedFilters } from "../../../components/audit-trail/filter-plan.ts";
import { filterLimits } from "../../../domain/defaults/trail.ts";
import { letsThrough } from "./pattern.ts";

const life = { stack: "demo-account", expectedRoles: ["demo-account-deploy"], refusedCalls: 20, failedSignIns: 5 };
const filters = plannedFilters(life);
/** The filters that a record of CloudTrail's rings. */
const ringing = (record: object, of = filters) => of.filter(({ pattern }) => letsThrough(pattern, record)).map(({ name }) => name);

const byRole = (userName: string) => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::123456789012:assumed-role/${userName}/somebody`,
  sessionContext: { sessionIssuer: { type: "Role", userName } },
});
const operator = byRole("operator");
const call = (eventSource: string, eventName: string, userIdentity: object = operator) => ({
  eventVersion: "1.11",
  eventType: "AwsApiCall",
  eventSource: `${eventSource}.amazonaws.com`,
  eventName,
  userIdentity,
});
const signIn = (more: object) => ({
  ...call("signin", "ConsoleLogin", { type: "IAMUser", userName: "joe" }),
  eventType: "AwsConsoleSignIn",
  ...more,
});
const success = { responseElements: { ConsoleLogin: "Success" } };

describe("the filters over the trail", () => {
  test.each<readonly [string, object, readonly string[]]>([
    ["a call of the root user", call("s3", "ListBuckets", { type: "Root" }), ["root-use"]],
    ["what AWS does in root's name", call("s3", "ListBuckets", { type: "Root", invokedBy: "support.amazonaws.com" }), []],
    ["an event of a service about root", { ...call("signin", "PasswordUpdated", { type: "Root" }), eventType: "AwsServiceEvent" }, []],
    ["a user's sign-in without a second factor", signIn({ ...success, additionalEventData: { MFAUsed: "No" } }), ["sign-in-without-mfa"]],
    ["a user's sign-in that says nothing of one", signIn(success), ["sign-in-without-mfa"]],
    ["a user's sign-in with a second factor", signIn({ ...success, additionalEventData: { MFAUsed: "Yes" } }), []],
    [
      "a sign-in by the identity provider, which asks for the second factor itself",
      { ...signIn({ ...success, additionalEventData: { MFAUsed: "No" } }), userIdentity: operator },
      [],
    ],
    [
      "a failed sign-in",
      signIn({
        errorMessage: "Failed authentication",
        responseElements: { ConsoleLogin: "Failure" },
        additionalEventData: { MFAUsed: "No" },
      }),
      ["failed-sign-ins"],
    ],
    ["a refused call", { ...call("s3", "GetObject"), errorCode: "AccessDenied" }, ["refused-calls"]],
    ["a refused call of KMS", { ...call("kms", "Decrypt"), errorCode: "AccessDeniedException" }, ["refused-calls"]],
    ["a refused call of EC2", { ...call("ec2", "RunInstances"), errorCode: "Client.UnauthorizedOperation" }, ["refused-calls"]],
    ["a failed call", { ...call("s3", "GetObject"), errorCode: "NoSuchKey" }, []],
    ["a policy of a role", call("iam", "PutRolePolicy"), ["iam-policies"]],
    ["who may take a role", call("iam", "UpdateAssumeRolePolicy"), ["iam-policies"]],
    ["a role looked at", call("iam", "GetRolePolicy"), []],
    ["the trail stopped", call("cloudtrail", "StopLogging"), ["trail"]],
    ["the trail told to see less", call("cloudtrail", "PutEventSelectors"), ["trail"]],
    ["the recorder stopped", call("config", "StopConfigurationRecorder"), ["config"]],
    ["another service's call of the same name", call("kinesis", "StopConfigurationRecorder"), []],
    ["GuardDuty deleted", call("guardduty", "DeleteDetector"), ["detection"]],
    ["Inspector switched off", call("inspector2", "Disable"), ["detection"]],
    ["every alarm muted", { ...call("monitoring", "PutAlarmMuteRule"), requestParameters: { name: "all" } }, ["detection"]],
    [
      "alarms muted by their names",
      { ...call("monitoring", "PutAlarmMuteRule"), requestParameters: { name: "a", muteTargets: { alarmNames: ["shop-prod-web-cpu"] } } },
      [],
    ],
    ["another service's Disable", call("example", "Disable"), []],
    ["a key's deletion", call("kms", "ScheduleKeyDeletion"), ["keys"]],
    ["a key disabled", call("kms", "DisableKey"), ["keys"]],
    ["a bucket opened", call("s3", "DeleteBucketPublicAccessBlock"), ["bucket-policies"]],
    ["a bucket's policy", call("s3", "PutBucketPolicy"), ["bucket-policies"]],
    ["a database deleted, by whomever", call("rds", "DeleteDBInstance", byRole("demo-account-deploy")), ["data-deletion"]],
    ["files deleted", call("elasticfilesystem", "DeleteFileSystem"), ["data-deletion"]],
    ["a plan of backups deleted", call("backup", "DeleteBackupPlan"), ["data-deletion"]],
    ["a bucket deleted", call("s3", "DeleteBucket"), ["data-deletion"]],
    [
      "the copy of a database that a release was tried on",
      { ...call("rds", "DeleteDBInstance"), requestParameters: { dBInstanceIdentifier: "shop-staging-c-1a2b" } },
      [],
    ],
    [
      "the database itself",
      { ...call("rds", "DeleteDBInstance"), requestParameters: { dBInstanceIdentifier: "shop-prod-database" } },
      ["data-deletion"],
    ],
    ["what AWS Backup ends in its own name", call("rds", "DeleteDBSnapshot", { ...operator, invokedBy: "backup.amazonaws.com" }), []],
    ["strangers' images let in", call("ec2", "DisableAllowedImagesSettings"), ["images"]],
    ["an image of the account's own", call("ec2", "RegisterImage"), ["images"]],
    ["a group opened", call("ec2", "AuthorizeSecurityGroupIngress"), ["security-groups"]],
    ["an entry of an ACL", call("ec2", "ReplaceNetworkAclEntry"), ["network-acls"]],
    ["a gateway", call("ec2", "AttachInternetGateway"), ["gateways"]],
    ["a route", call("ec2", "ReplaceRoute"), ["routes"]],
    ["a VPC", call("ec2", "AcceptVpcPeeringConnection"), ["vpcs"]],
    ["a read", call("ec2", "DescribeVpcs"), []],
  ])("%s", (_what, record, expected) => {
    expect(ringing(record)).toEqual(expected);
  });

  test("let the pipeline change networks and permissions, and nothing that records", () => {
    const pipeline = byRole("demo-account-deploy");
    const silent = ["PutRolePolicy", "ReplaceRoute", "CreateVpc", "PutBucketPolicy", "DeleteSecurityGroup"];
    expect(silent.flatMap((name) => ringing(call("any", name, pipeline)))).toEqual([]);
    expect(ringing(call("cloudtrail", "StopLogging", pipeline))).toEqual(["trail"]);
    expect(ringing(call("kms", "ScheduleKeyDeletion", pipeline))).toEqual(["keys"]);
    expect(ringing({ ...call("s3", "GetObject", pipeline), errorCode: "AccessDenied" })).toEqual(["refused-calls"]);
  });

  test("hear who reads a store's state, but for the roles that plan and deploy; the account's own is people's", () => {
    const state = { bucket: "demo-account-pulumi-state-*", readers: ["demo-account-deploy-*", "demo-account-plan-*"] };
    const heard = plannedFilters({ ...life, state });
    const read = (who: object, stack: string, bucketName = "demo-account-pulumi-state-123456789012") => {
      const requestParameters = { bucketName, key: `.pulumi/stacks/xcart-hosting/${stack}.json` };
      return ringing({ ...call("s3", "GetObject", who), requestParameters }, heard);
    };
    expect([read(operator, "demo-prod"), read({ type: "IAMUser", userName: "joe" }, "demo-prod")]).toEqual([
      ["state-read"],
      ["state-read"],
    ]);
    const everyday = [
      read(byRole("demo-account-deploy-demo-prod"), "demo-prod"),
      read(byRole("demo-account-plan-demo-prod"), "demo-prod"),
      read(operator, "demo-account"),
      read(operator, "demo-prod", "demo-prod-releases-123456789012"),
    ];
    expect(everyday).toEqual([[], [], [], []]);
  });

  test("hear users, who have no role, and everyone where no role is expected", () => {
    const user = { type: "IAMUser", userName: "demo-account-deploy" };
    expect(ringing(call("ec2", "CreateRoute", user))).toEqual(["routes"]);
    const strict = plannedFilters({ ...life, expectedRoles: [] });
    expect(ringing(call("ec2", "CreateRoute", byRole("demo-account-deploy")), strict)).toEqual(["routes"]);
  });

  test("hear a third role where two are expected", () => {
    const two = plannedFilters({ ...life, expectedRoles: ["deploy", "other"] });
    expect(["deploy", "other", "third"].map((name) => ringing(call("ec2", "CreateRoute", byRole(name)), two))).toEqual([
      [],
      [],
      ["routes"],
    ]);
  });

  test("hear no one whose name begins as expected, and everyone whose name only contains it", () => {
    const pipeline = plannedFilters({ ...life, expectedRoles: ["demo-account-deploy-*"] });
    const names = ["demo-account-deploy-demo-prod", "demo-account-deploy", "x-demo-account-deploy-demo-prod", "demo-account-preview"];
    expect(names.map((name) => ringing(call("iam", "AttachRolePolicy", byRole(name)), pipeline))).toEqual([
      [],
      ["iam-policies"],
      ["iam-policies"],
      ["iam-policies"],
    ]);
  });

  describe("of the pipeline", () => {
    const state = { bucket: "demo-account-pulumi-state-123456789012", readers: ["demo-account-plan-*", "demo-account-deploy-*"] };
    const watched = plannedFilters({ ...life, expectedRoles: ["demo-account-deploy-*"], pipeline: "demo-account-deploy-*", state });
    const deployment = byRole("demo-account-deploy-demo-dev");
    const about = (service: string, name: string, requestParameters: object, who: object = deployment) =>
      ringing({ ...call(service, name, who), requestParameters }, watched);

    test.each<readonly [string, string, object]>([
      ["monitoring", "DeleteAlarms", { alarmNames: ["demo-account-trail-keys"] }],
      ["monitoring", "PutMetricAlarm", { alarmName: "demo-account-trail-keys" }],
      ["logs", "DeleteMetricFilter", { logGroupName: "/demo-account/trail", filterName: "keys" }],
      ["sns", "SetTopicAttributes", { topicArn: "arn:aws:sns:us-east-1:123456789012:demo-account-alerts" }],
      ["sns", "Unsubscribe", { subscriptionArn: "arn:aws:sns:us-east-1:123456789012:demo-account-alerts:1" }],
      ["events", "DisableRule", { name: "demo-account-findings" }],
      ["events", "RemoveTargets", { rule: "demo-account-findings" }],
      ["s3", "PutBucketPolicy", { bucketName: "demo-account-log-archive-123456789012" }],
      ["s3", "PutBucketPolicy", { bucketName: "demo-account-pulumi-state-123456789012" }],
      ["s3", "PutObject", { bucketName: "demo-account-log-archive-123456789012", key: "AWSLogs/1" }],
      ["lambda", "UpdateFunctionCode20150331v2", { functionName: "demo-account-findings" }],
    ])("hear what it does to what watches the account: %s %s", (service, name, parameters) => {
      expect(about(service, name, parameters)).toContain("pipeline");
    });

    test("hear what is refused to it at once, but for what the provider always asks", () => {
      const refused = { errorCode: "AccessDenied" };
      expect(ringing({ ...call("rds", "DeleteDBInstance", deployment), ...refused }, watched)).toContain("pipeline-refused");
      expect(ringing({ ...call("iam", "GetUser", deployment), ...refused }, watched)).toEqual(["refused-calls"]);
    });

    test("hear nothing of its own stores, of its state, of reading, or of others", () => {
      const object = { bucketName: state.bucket, key: ".pulumi/stacks/xcart-hosting/demo-dev.json" };
      expect([about("s3", "PutObject", object), about("s3", "DeleteObject", object)]).toEqual([[], []]);
      expect(about("monitoring", "PutMetricAlarm", { alarmName: "demo-dev-web-cpu" })).toEqual([]);
      expect(about("sns", "GetTopicAttributes", { topicArn: "arn:aws:sns:us-east-1:123456789012:demo-account-alerts" })).toEqual([]);
      expect(about("monitoring", "PutMetricAlarm", { alarmName: "demo-account-trail-keys" }, operator)).toEqual([]);
      expect(about("iam", "CreateRole", { roleName: "demo-dev-web" })).toEqual([]);
    });

    test("are not there without one", () => {
      expect(filters.map(({ name }) => name).filter((name) => name.startsWith("pipeline"))).toEqual([]);
    });
  });

  test("hear of roles that are made by hand, and of keys that are handed over, by the pipeline too", () => {
    expect(ringing(call("iam", "CreateRole"))).toEqual(["iam-roles"]);
    expect(ringing(call("iam", "DeleteRolePermissionsBoundary"))).toEqual(["iam-roles"]);
    for (const name of ["PutKeyPolicy", "DisableKey", "ScheduleKeyDeletion", "ReplicateKey"])
      expect(ringing(call("kms", name, byRole("demo-account-deploy")))).toEqual(["keys"]);
  });

  test("are within what CloudWatch Logs takes, and named once", () => {
    const longest = {
      ...life,
      stack: "a-company-shops-account1",
      pipeline: "a-company-shops-account1-deploy-*",
      expectedRoles: ["a-company-shops-account1-deploy-*"],
      state: {
        bucket: "a-company-shops-account1-pulumi-state-123456789012",
        readers: ["a-company-shops-account1-deploy-*", "a-company-shops-account1-plan-*"],
      },
    };
    expect(plannedFilters(longest).filter(({ pattern }) => pattern.length > filterLimits.characters)).toEqual([]);
    expect(filters.filter(({ pattern }) => pattern.length > filterLimits.characters)).toEqual([]);
    expect(filters.length).toBeLessThan(filterLimits.perGroup);
    expect(new Set(filters.map(({ name }) => name)).size).toBe(filters.length);
  });
});
