import { beforeAll, describe, expect, test } from "@jest/globals";
import { LogArchive } from "../../../components/buckets/log-archive.ts";
import { fromBuckets, fromDelivery, fromLoadBalancers } from "../../../components/buckets/policy.ts";
import { SecureBucket, type SecureBucketArgs } from "../../../components/buckets/secure-bucket.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { type AccessRequest, decide, statementsOf } from "../iam.ts";
import { accountId, listed, ofType, only, region, withoutTags } from "../registrations.ts";

const elsewhere = "999999999999";
const fixture: SecureBucketArgs = { accountId, keepOldVersionsDays: 30, protect: true };
const deployBucket = (change: Partial<SecureBucketArgs> = {}) => deploy(() => new SecureBucket("logs", { ...fixture, ...change }));
/** The archive alone, without the bucket of its access logs. */
async function deployArchive(lock: "governance" | "compliance", trailArn?: string): Promise<Registration[]> {
  const registrations = await deploy(() => {
    const accessLogs = new SecureBucket("access-logs", fixture);
    return new LogArchive("log-archive", { region, accountId, retentionDays: 400, lock, accessLogs, trailArn });
  });
  return registrations.filter(({ name }) => name !== "access-logs");
}
const part = (registrations: readonly Registration[], noun: string) => only(registrations, `aws:s3/bucket${noun}:Bucket${noun}`);

/** What a bucket's policy says to a request with modern TLS, unless the context says otherwise. */
function ask(registrations: readonly Registration[], request: AccessRequest) {
  const context = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...request.context };
  return decide(part(registrations, "Policy").inputs.policy, { ...request, context });
}

let bucket: readonly Registration[] = [];
let archive: readonly Registration[] = [];
beforeAll(async () => {
  bucket = await deployBucket({
    statements: (arn) => [fromLoadBalancers(arn, accountId, "alb"), fromBuckets(arn, accountId), ...fromDelivery(arn, accountId)],
  });
  archive = await deployArchive("governance");
});

describe("a secure bucket", () => {
  test("has a name known in advance, is protected and never emptied to be deleted", () => {
    const { inputs, options } = part(bucket, "");
    expect([inputs.bucket, inputs.forceDestroy, inputs.objectLockEnabled, options.protect]).toEqual([
      "test-logs-123456789012",
      false,
      false,
      true,
    ]);
  });

  test("is private, whatever a policy or an object says, and owned as a whole", () => {
    const { bucket: of, ...block } = part(bucket, "PublicAccessBlock").inputs;
    expect(block).toEqual({ blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true });
    expect(part(bucket, "OwnershipControls").inputs.rule).toEqual({ objectOwnership: "BucketOwnerEnforced" });
  });

  test("keeps versions for the given days, and forgets unfinished uploads", () => {
    expect(part(bucket, "Versioning").inputs.versioningConfiguration).toEqual({ status: "Enabled" });
    expect(part(bucket, "LifecycleConfiguration").inputs.rules).toEqual([
      {
        id: "tidy",
        status: "Enabled",
        filter: { prefix: "" },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
      },
    ]);
  });

  test("expires objects after the given days", async () => {
    const rules = part(await deployBucket({ expireAfterDays: 400 }), "LifecycleConfiguration").inputs.rules;
    expect(rules).toMatchObject([{ expiration: { days: 400 } }]);
  });

  test.each<readonly [string, Partial<SecureBucketArgs>, Record<string, unknown>]>([
    ["S3's own keys", {}, { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: false }],
    [
      "the given key",
      { keyArn: "arn:key" },
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:key" }, bucketKeyEnabled: true },
    ],
  ])("encrypts objects under %s", async (_what, change, rule) => {
    expect(part(await deployBucket(change), "ServerSideEncryptionConfiguration").inputs.rules).toEqual([rule]);
  });

  test("has no lock and no access log unless asked to", () => {
    expect(listed(bucket).filter((line) => line.includes("Lock") || line.includes("Logging"))).toEqual([]);
  });

  test("logs access to another bucket, by day of the event, once that bucket's policy admits it", async () => {
    const registrations = await deploy(() => {
      const accessLogBucket = new SecureBucket("logs", fixture);
      return new SecureBucket("releases", { ...fixture, accessLogBucket });
    });
    const logging = part(registrations, "Logging");
    expect(logging.inputs).toEqual({
      bucket: "test-releases-123456789012",
      targetBucket: "test-logs-123456789012",
      targetPrefix: "s3/",
      targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
    });
    expect(logging.dependencies).toContain(only(registrations, "aws:s3/bucketPolicy:BucketPolicy", "logs").urn);
  });

  test("writes its policy after its public access block", () => {
    expect(part(bucket, "Policy").dependencies).toContain(part(bucket, "PublicAccessBlock").urn);
  });
});

test("a bucket that is backed up has the plans' tag, and tells EventBridge of its changes; another has neither", async () => {
  const backedUp = await deployBucket({ backedUp: true });
  const tags = (registrations: readonly Registration[]) => only(registrations, "aws:s3/bucket:Bucket").inputs.tags;
  expect([tags(backedUp), tags(bucket)]).toEqual([{ Name: "test-logs", backup: "test" }, { Name: "test-logs" }]);
  const notification = "aws:s3/bucketNotification:BucketNotification";
  expect(only(backedUp, notification).inputs).toEqual({ bucket: "test-logs-123456789012", eventbridge: true });
  expect(ofType(bucket, notification)).toEqual([]);
});

describe("the log bucket's policy", () => {
  const arn = "arn:aws:s3:::test-logs-123456789012";
  const [balancer, s3, delivery] = [
    "logdelivery.elasticloadbalancing.amazonaws.com",
    "logging.s3.amazonaws.com",
    "delivery.logs.amazonaws.com",
  ];
  const put = (principal: string, key: string, context: Record<string, string> = {}): AccessRequest => ({
    principal,
    action: "s3:PutObject",
    resource: `${arn}/${key}`,
    context,
  });
  const ours = { "aws:SourceAccount": accountId };
  const theirs = { "aws:SourceAccount": elsewhere };
  const acl = { "s3:x-amz-acl": "bucket-owner-full-control" };

  test.each<readonly [string, AccessRequest, string]>([
    ["access logs of our load balancer", put(balancer, `alb/access/AWSLogs/${accountId}/elasticloadbalancing/x.log`), "allowed"],
    ["connection logs of our load balancer", put(balancer, `alb/connections/AWSLogs/${accountId}/elasticloadbalancing/x.log`), "allowed"],
    ["logs of another account's load balancer", put(balancer, `alb/access/AWSLogs/${elsewhere}/elasticloadbalancing/x.log`), "unmentioned"],
    ["a load balancer's logs beside its prefix", put(balancer, `s3/AWSLogs/${accountId}/x.log`), "unmentioned"],
    ["server access logs of our buckets", put(s3, "s3/123456789012/x", ours), "allowed"],
    ["server access logs of another account's buckets", put(s3, "s3/123456789012/x", theirs), "unmentioned"],
    ["server access logs beside their prefix", put(s3, "alb/x", ours), "unmentioned"],
    ["our flow logs", put(delivery, `AWSLogs/${accountId}/vpcflowlogs/x`, { ...ours, ...acl }), "allowed"],
    [
      "our flow logs in Hive's partitions",
      put(delivery, `AWSLogs/aws-account-id=${accountId}/aws-service=x`, { ...ours, ...acl }),
      "allowed",
    ],
    [
      "another account's in Hive's partitions",
      put(delivery, `AWSLogs/aws-account-id=${elsewhere}/x`, { ...theirs, ...acl }),
      "unmentioned",
    ],
    ["flow logs of another account", put(delivery, `AWSLogs/${elsewhere}/vpcflowlogs/x`, { ...theirs, ...acl }), "unmentioned"],
    ["flow logs that the bucket's owner could not read", put(delivery, `AWSLogs/${accountId}/vpcflowlogs/x`, ours), "unmentioned"],
    ["log delivery's check of the bucket", { principal: delivery, action: "s3:GetBucketAcl", resource: arn, context: ours }, "allowed"],
    [
      "another account's check of the bucket",
      { principal: delivery, action: "s3:GetBucketAcl", resource: arn, context: theirs },
      "unmentioned",
    ],
    [
      "log delivery that reads",
      { principal: delivery, action: "s3:GetObject", resource: `${arn}/AWSLogs/x`, context: ours },
      "unmentioned",
    ],
    ["anyone who reads", { principal: "anonymous", action: "s3:GetObject", resource: `${arn}/x` }, "unmentioned"],
  ])("on %s: %o is %s", (_what, request, expected) => {
    expect(ask(bucket, request)).toBe(expected);
  });

  test.each([
    ["without TLS", { "aws:SecureTransport": "false" }],
    ["with TLS 1.1", { "s3:TlsVersion": "1.1" }],
  ])("refuses everyone %s", (_how, context) => {
    const admin = `arn:aws:iam::${accountId}:role/administrator`;
    for (const resource of [arn, `${arn}/x`])
      expect(ask(bucket, { principal: admin, action: "s3:ListBucket", resource, context })).toBe("denied");
    expect(ask(bucket, put(delivery, `AWSLogs/${accountId}/x`, { ...ours, ...acl, ...context }))).toBe("denied");
  });

  test("denies by two statements and allows by four", () => {
    expect(statementsOf(part(bucket, "Policy").inputs.policy).map(({ Sid, Effect }) => `${Effect} ${Sid}`)).toEqual([
      "Deny TlsOnly",
      "Deny Tls12OrNewer",
      "Allow FromLoadBalancers",
      "Allow FromBuckets",
      "Allow DeliveryChecks",
      "Allow FromDelivery",
    ]);
  });
});

describe("the log archive", () => {
  test.each([
    ["governance", "GOVERNANCE"],
    ["compliance", "COMPLIANCE"],
  ] as const)("in %s mode locks every version for the retention, and expires nothing before", async (lock, mode) => {
    const registrations = await deployArchive(lock);
    expect(part(registrations, "").inputs.objectLockEnabled).toBe(true);
    expect(part(registrations, "ObjectLockConfiguration").inputs.rule).toEqual({ defaultRetention: { mode, days: 400 } });
    expect(part(registrations, "LifecycleConfiguration").inputs.rules).toMatchObject([
      { expiration: { days: 400 }, noncurrentVersionExpiration: { noncurrentDays: 1 } },
    ]);
    expect(part(registrations, "ObjectLockConfiguration").dependencies).toContain(part(registrations, "Versioning").urn);
  });

  test("and its key are protected, the key rotated", () => {
    const key = only(archive, "aws:kms/key:Key");
    expect([part(archive, "").options.protect, key.options.protect]).toEqual([true, true]);
    const { policy, ...settings } = withoutTags(key);
    expect(settings).toEqual({
      description: "Encrypts the log archive (test)",
      enableKeyRotation: true,
      rotationPeriodInDays: 365,
      deletionWindowInDays: 30,
      bypassPolicyLockoutSafetyCheck: true,
    });
  });

  test("is encrypted under that key, which log delivery uses for this account only", () => {
    expect(part(archive, "ServerSideEncryptionConfiguration").inputs.rules).toMatchObject([
      { applyServerSideEncryptionByDefault: { kmsMasterKeyId: "arn:aws:test:::log-archive-key" } },
    ]);
    const policy = only(archive, "aws:kms/key:Key").inputs.policy;
    const use = (principal: string, context: Record<string, string>) =>
      decide(policy, { principal, action: "kms:GenerateDataKey", context });
    const reader = `arn:aws:iam::${accountId}:role/auditor`;
    const viaS3 = { "kms:CallerAccount": accountId, "kms:ViaService": `s3.${region}.amazonaws.com` };
    expect([
      use("delivery.logs.amazonaws.com", { "aws:SourceAccount": accountId }),
      use("delivery.logs.amazonaws.com", { "aws:SourceAccount": elsewhere }),
      use("delivery.logs.amazonaws.com", {}),
      use(reader, viaS3),
      use(reader, { "kms:CallerAccount": accountId }),
    ]).toEqual(["allowed", "unmentioned", "unmentioned", "allowed", "unmentioned"]);
  });

  test("takes flow logs, and speaks TLS only", () => {
    expect(statementsOf(part(archive, "Policy").inputs.policy).map(({ Sid }) => Sid)).toEqual([
      "TlsOnly",
      "Tls12OrNewer",
      "DeliveryChecks",
      "FromDelivery",
    ]);
    expect(ofType(archive, "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock")).toHaveLength(1);
  });
});
