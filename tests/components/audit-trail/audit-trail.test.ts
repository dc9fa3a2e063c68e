import { beforeAll, describe, expect, test } from "@jest/globals";
import { AuditTrail, trailArnOf } from "../../../components/audit-trail/audit-trail.ts";
import type { DataEvents } from "../../../components/audit-trail/event-plan.ts";
import { plannedFilters } from "../../../components/audit-trail/filter-plan.ts";
import { LogArchive } from "../../../components/buckets/log-archive.ts";
import { SecureBucket } from "../../../components/buckets/secure-bucket.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide, decideFor } from "../iam.ts";
import { accountId, ofType, only, region, withoutTags } from "../registrations.ts";

const filters = plannedFilters({ stack: "demo-account", expectedRoles: [], refusedCalls: 20, failedSignIns: 5 });
const trailArn = `arn:aws:cloudtrail:${region}:${accountId}:trail/test-trail`;
const archiveArn = `arn:aws:s3:::test-log-archive-${accountId}`;

const deployTrail = (dataEvents: DataEvents = { objects: true, functions: true }, insights = true) =>
  deploy(
    () => {
      const accessLogs = new SecureBucket("access-logs", { accountId, keepOldVersionsDays: 30, protect: true });
      const archive = new LogArchive("log-archive", {
        region,
        accountId,
        retentionDays: 400,
        lock: "governance",
        accessLogs,
        trailArn: trailArnOf(region, accountId),
      });
      new AuditTrail("trail", {
        region,
        accountId,
        archive,
        accessLogsArn: "arn:aws:s3:::access-logs",
        dataEvents,
        insights,
        filters,
        topicArn: "arn:topic",
        logKeyArn: "arn:log-key",
        logRetentionDays: 400,
      });
    },
    { outputs: ({ type, name }) => (type === "aws:s3/bucket:Bucket" ? { arn: `arn:aws:s3:::test-${name}-${accountId}` } : {}) },
  );

let stack: readonly Registration[] = [];
beforeAll(async () => {
  stack = await deployTrail();
});
const trailOf = (registrations: readonly Registration[]) => only(registrations, "aws:cloudtrail/trail:Trail");

describe("the trail", () => {
  test("records in every Region, signed, encrypted, to the archive and to a log, and waits for leave to write", () => {
    const { advancedEventSelectors, ...settings } = withoutTags(trailOf(stack));
    expect(settings).toEqual({
      name: "test-trail",
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableLogFileValidation: true,
      enableLogging: true,
      s3BucketName: `test-log-archive-${accountId}`,
      kmsKeyId: "arn:aws:test:::log-archive-key",
      cloudWatchLogsGroupArn: "arn:aws:test:::trail:*",
      cloudWatchLogsRoleArn: "arn:aws:test:::trail",
      insightSelectors: [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }],
    });
    const { options, dependencies } = trailOf(stack);
    expect(options.protect).toBe(true);
    expect(dependencies).toEqual(
      expect.arrayContaining([
        only(stack, "aws:s3/bucketPolicy:BucketPolicy", "log-archive").urn,
        only(stack, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").urn,
      ]),
    );
  });

  test("records all management, objects of every bucket, who reads or deletes logs, and calls of functions", () => {
    const s3 = [
      { field: "eventCategory", equals: ["Data"] },
      { field: "resources.type", equals: ["AWS::S3::Object"] },
    ];
    const logs = [`${archiveArn}/`, "arn:aws:s3:::access-logs/"];
    expect(trailOf(stack).inputs.advancedEventSelectors).toEqual([
      { name: "All that manages something", fieldSelectors: [{ field: "eventCategory", equals: ["Management"] }] },
      { name: "Objects in every bucket but those of logs", fieldSelectors: [...s3, { field: "resources.ARN", notStartsWiths: logs }] },
      {
        name: "Logs read or deleted",
        fieldSelectors: [...s3, { field: "resources.ARN", startsWiths: logs }, { field: "eventName", notEquals: ["PutObject"] }],
      },
      {
        name: "Calls of every function",
        fieldSelectors: [
          { field: "eventCategory", equals: ["Data"] },
          { field: "resources.type", equals: ["AWS::Lambda::Function"] },
        ],
      },
    ]);
  });

  test("records management alone, and compares nothing, where the settings say so", async () => {
    const { advancedEventSelectors, insightSelectors } = trailOf(await deployTrail({ objects: false, functions: false }, false)).inputs;
    expect(advancedEventSelectors).toHaveLength(1);
    expect(insightSelectors).toBeUndefined();
  });

  test("records objects of Pulumi's state also where it records no others", async () => {
    const state = await deployTrail({ objects: false, functions: false, stateBucketArn: "arn:aws:s3:::state" });
    const inside = { field: "resources.ARN", startsWiths: ["arn:aws:s3:::state/"] };
    expect(trailOf(state).inputs.advancedEventSelectors).toMatchObject([
      { name: "All that manages something" },
      { name: "Pulumi's state", fieldSelectors: [{ equals: ["Data"] }, { equals: ["AWS::S3::Object"] }, inside] },
    ]);
  });
});

describe("leave to write", () => {
  const bucket = (principal: string, action: string, resource: string, context: Record<string, string>) =>
    decide(only(stack, "aws:s3/bucketPolicy:BucketPolicy", "log-archive").inputs.policy, {
      principal,
      action,
      resource,
      context: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", "s3:x-amz-acl": "bucket-owner-full-control", ...context },
    });
  const key = (context: Record<string, string>) =>
    decide(only(stack, "aws:kms/key:Key", "log-archive-key").inputs.policy, {
      principal: "cloudtrail.amazonaws.com",
      action: "kms:GenerateDataKey",
      context,
    });

  test("to the archive has this trail alone, under this account, and not in clear", () => {
    const put = (source: string, owner = accountId, more: Record<string, string> = {}) =>
      bucket("cloudtrail.amazonaws.com", "s3:PutObject", `${archiveArn}/AWSLogs/${owner}/CloudTrail/x`, {
        "aws:SourceArn": source,
        ...more,
      });
    expect([
      put(trailArn),
      put(`${trailArn}-other`),
      put(trailArn.replace(accountId, "999999999999")),
      put(trailArn, "999999999999"),
      put(trailArn, accountId, { "aws:SecureTransport": "false" }),
      bucket("cloudtrail.amazonaws.com", "s3:GetObject", `${archiveArn}/AWSLogs/${accountId}/x`, { "aws:SourceArn": trailArn }),
      bucket("cloudtrail.amazonaws.com", "s3:GetBucketAcl", archiveArn, { "aws:SourceArn": trailArn }),
    ]).toEqual(["allowed", "unmentioned", "unmentioned", "unmentioned", "denied", "unmentioned", "allowed"]);
  });

  test("under the archive's key has this trail alone, for its own files", () => {
    const context = "kms:EncryptionContext:aws:cloudtrail:arn";
    expect([
      key({ "aws:SourceArn": trailArn, [context]: trailArn }),
      key({ "aws:SourceArn": `${trailArn}-other`, [context]: trailArn }),
      key({ "aws:SourceArn": trailArn, [context]: `${trailArn}-other` }),
      key({}),
    ]).toEqual(["allowed", "unmentioned", "unmentioned", "unmentioned"]);
  });

  test("to the log has a role that CloudTrail takes for this trail, and its own streams only", () => {
    const { policy } = only(stack, "aws:iam/policy:Policy").inputs;
    const put = (stream: string) =>
      decideFor([policy], {
        action: "logs:PutLogEvents",
        resource: `arn:aws:logs:${region}:${accountId}:log-group:/test/trail:log-stream:${stream}`,
      });
    expect([put(`${accountId}_CloudTrail_${region}`), put(`${accountId}_CloudTrail_${region}_2`), put("other")]).toEqual([
      "allowed",
      "allowed",
      "unmentioned",
    ]);
    expect(JSON.parse(String(only(stack, "aws:iam/role:Role").inputs.assumeRolePolicy)).Statement).toMatchObject([
      { Principal: { Service: "cloudtrail.amazonaws.com" }, Condition: { StringEquals: { "aws:SourceArn": trailArn } } },
    ]);
  });
});

test("each filter counts what its alarm watches, and the trail's silence rings too", () => {
  const counted = ofType(stack, "aws:cloudwatch/logMetricFilter:LogMetricFilter").map(({ inputs }) => inputs.metricTransformation);
  const watched = ofType(stack, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ inputs }) => inputs);
  expect(counted).toHaveLength(filters.length);
  expect(counted).toEqual(
    expect.arrayContaining(filters.map(({ name }) => ({ namespace: "xcart/test", name: `trail-${name}`, value: "1", defaultValue: "0" }))),
  );
  for (const { name, tolerated } of filters)
    expect(watched).toContainEqual(
      expect.objectContaining({
        namespace: "xcart/test",
        metricName: `trail-${name}`,
        statistic: "Sum",
        threshold: tolerated,
        evaluationPeriods: 1,
      }),
    );
  expect(watched).toContainEqual(
    expect.objectContaining({
      metricName: "IncomingLogEvents",
      dimensions: { LogGroupName: "/test/trail" },
      treatMissingData: "breaching",
    }),
  );
  expect(watched).toHaveLength(filters.length + 1);
});
