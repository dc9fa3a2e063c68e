import { Inspector2Client } from "@aws-sdk/client-inspector2";
import { CreateBucketCommand, GetObjectCommand, PutObjectLockConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { reportStatements } from "../../../components/scan-report/policy.ts";
import { sourcesOf } from "../../../functions/scan-report/sources.ts";
import { type StubbedAws, stubbedAws } from "../../support/aws/stubbed.ts";
import { type EmulatedAws, emulatedAws } from "../../support/emulators/aws.ts";
import { type EnforcedAws, enforced } from "../../support/emulators/enforced.ts";

const bucket = `scan-reports-${Math.floor(Math.random() * 1e9)}`;
const account = { stack: "shops-account", bucket };

describe("the archive, in moto with Object Lock", () => {
  let aws: EmulatedAws;
  let iam: EnforcedAws;
  let s3: S3Client;
  /** As the function's role may use it. */
  let functions: S3Client;
  beforeAll(async () => {
    aws = await emulatedAws();
    iam = await enforced(aws.endpoint, aws.accountId);
    const archive = { bucketArn: `arn:aws:s3:::${bucket}`, keyAlias: "alias/archive" };
    await iam.grant(reportStatements(archive, account.stack, aws.accountId));
    functions = new S3Client({ ...aws.client, endpoint: iam.url, forcePathStyle: true });
    s3 = new S3Client({ ...aws.client, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: true }));
    const Rule = { DefaultRetention: { Mode: "GOVERNANCE" as const, Days: 1 } };
    const ObjectLockConfiguration = { ObjectLockEnabled: "Enabled" as const, Rule };
    await s3.send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
  });
  afterAll(async () => {
    s3.destroy();
    functions.destroy();
    await iam.stop();
  });

  test("takes a report with its checksum, and has it afterwards", async () => {
    const { has, put } = sourcesOf(
      { s3: functions, inspector: new Inspector2Client(aws.client) },
      { ...account, accountId: aws.accountId },
    );
    const prefix = "scan-reports/shops-account/2026-06.";
    expect(await has(prefix)).toBe(false);
    await put(`${prefix}txt`, "no active finding: ✓", "text/plain; charset=utf-8");
    expect([await has(prefix), await has("scan-reports/shops-account/2026-07.")]).toEqual([true, false]);
    const kept = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: `${prefix}txt`, ChecksumMode: "ENABLED" }));
    expect(await kept.Body?.transformToString()).toBe("no active finding: ✓");
    expect([kept.ContentType, kept.ChecksumSHA256]).toEqual(["text/plain; charset=utf-8", expect.stringMatching(/^[\w+/]{43}=$/)]);
  });

  test("says so where there is no bucket", async () => {
    const { put } = sourcesOf(
      { s3, inspector: new Inspector2Client(aws.client) },
      { stack: "x", bucket: `${bucket}-none`, accountId: aws.accountId },
    );
    await expect(put("a", "b", "text/plain")).rejects.toThrow("bucket");
  });
});

describe("Inspector, which moto lacks", () => {
  const resource = (id: string) => ({ type: "AWS_EC2_INSTANCE", id });
  const finding = (severity: string, seconds: number, fixAvailable: string, ids: readonly string[]) => ({
    findingArn: `arn:aws:inspector2:us-east-1:123456789012:finding/${String(seconds).padStart(32, "0")}`,
    awsAccountId: "123456789012",
    type: "PACKAGE_VULNERABILITY",
    description: "of a test",
    remediation: {},
    severity,
    firstObservedAt: new Date(seconds * 1000),
    lastObservedAt: new Date(seconds * 1000),
    status: "ACTIVE",
    fixAvailable,
    resources: ids.map(resource),
  });
  const pages: Readonly<Record<string, object>> = {
    first: { findings: [finding("HIGH", 1_780_000_000, "YES", ["i-1", "i-2"])], nextToken: "second" },
    second: { findings: [finding("LOW", 1_770_000_000, "NO", ["arn:aws:lambda:x"])] },
  };
  let aws: StubbedAws;
  let iam: EnforcedAws;
  let inspector: Inspector2Client;
  beforeAll(async () => {
    aws = await stubbedAws({ "inspector2:ListFindings": ({ nextToken }) => pages[String(nextToken ?? "first")] ?? {} });
    iam = await enforced(aws.endpoint, "123456789012");
    await iam.grant(reportStatements({ bucketArn: `arn:aws:s3:::${bucket}`, keyAlias: "alias/archive" }, account.stack, "123456789012"));
    const credentials = { accessKeyId: "tests", secretAccessKey: "tests" };
    inspector = new Inspector2Client({ endpoint: iam.url, region: "us-east-1", credentials });
  });
  afterAll(async () => {
    inspector.destroy();
    await iam.stop();
    await aws.stop();
  });

  test("is asked for active findings, page by page, one line for each resource", async () => {
    const { findings } = sourcesOf({ inspector, s3: new S3Client({ region: "us-east-1" }) }, { ...account, accountId: "123456789012" });
    const first = { severity: "HIGH", firstSeen: new Date(1_780_000_000_000), fixed: true };
    expect(await findings()).toEqual([
      { ...first, resource: "i-1" },
      { ...first, resource: "i-2" },
      { severity: "LOW", resource: "arn:aws:lambda:x", firstSeen: new Date(1_770_000_000_000), fixed: false },
    ]);
    const filterCriteria = { findingStatus: [{ comparison: "EQUALS", value: "ACTIVE" }] };
    expect(aws.asked.map(({ input }) => input)).toEqual([
      { filterCriteria, maxResults: 100 },
      { filterCriteria, maxResults: 100, nextToken: "second" },
    ]);
  });
});
