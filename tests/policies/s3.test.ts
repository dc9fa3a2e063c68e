import { s3AccesspointEnablePublicAccessBlock } from "../../policies/s3/accesspoint-enable-public-access-block.ts";
import { s3AccountEnablePublicAccessBlock } from "../../policies/s3/account-enable-public-access-block.ts";
import { s3BucketConfigureCustomerManagedKey } from "../../policies/s3/bucket-configure-customer-managed-key.ts";
import { s3BucketConfigureLifecycle } from "../../policies/s3/bucket-configure-lifecycle.ts";
import { s3BucketConfigureLogRetention } from "../../policies/s3/bucket-configure-log-retention.ts";
import { s3BucketDisableAcls } from "../../policies/s3/bucket-disable-acls.ts";
import { s3BucketDisallowLogTampering } from "../../policies/s3/bucket-disallow-log-tampering.ts";
import { s3BucketDisallowPublicRead } from "../../policies/s3/bucket-disallow-public-read.ts";
import { s3BucketDisallowPublicWrite } from "../../policies/s3/bucket-disallow-public-write.ts";
import { s3BucketEnableAccessLogging } from "../../policies/s3/bucket-enable-access-logging.ts";
import { s3BucketEnableEncryption } from "../../policies/s3/bucket-enable-encryption.ts";
import { s3BucketEnableEventNotifications } from "../../policies/s3/bucket-enable-event-notifications.ts";
import { s3BucketEnableObjectLock } from "../../policies/s3/bucket-enable-object-lock.ts";
import { s3BucketEnablePublicAccessBlock } from "../../policies/s3/bucket-enable-public-access-block.ts";
import { s3BucketEnableReplication } from "../../policies/s3/bucket-enable-replication.ts";
import { s3BucketEnableVersioning } from "../../policies/s3/bucket-enable-versioning.ts";
import { s3BucketEnforceKeptState } from "../../policies/s3/bucket-enforce-kept-state.ts";
import { s3BucketEnforceLeastPrivilege } from "../../policies/s3/bucket-enforce-least-privilege.ts";
import { s3BucketEnforceLogDestination } from "../../policies/s3/bucket-enforce-log-destination.ts";
import { s3BucketEnforceTls } from "../../policies/s3/bucket-enforce-tls.ts";
import { document, inStack, testCases } from "./data-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const bucketType = "aws:s3/bucket:Bucket";
const bucket = (properties: Record<string, unknown> = {}) => resource(bucketType, "shop", { bucket: "shop", ...properties });
const old = (properties: Record<string, unknown> = {}) => resource("aws:s3/bucketV2:BucketV2", "shop", { bucket: "shop", ...properties });
/** A part of the bucket `shop`, as the provider calls it now. */
const part = (name: string, properties: Record<string, unknown> = {}) =>
  resource(`aws:s3/bucket${name}:Bucket${name}`, name, { bucket: "shop", ...properties });
/** The same as in a preview: what it belongs to is known from what the name was made of, and `property` only after apply. */
const partLater = (name: string, property: string, properties: Record<string, unknown> = {}) =>
  resource(
    `aws:s3/bucket${name}:Bucket${name}`,
    name,
    { ...properties, bucket: unknown, [property]: unknown },
    { propertyDependencies: { bucket: [urnOf(bucketType, "shop")], [property]: [urnOf("aws:kms/key:Key", "key")] } },
  );
const policy = (...statements: readonly object[]) => part("Policy", { policy: document(...statements) });
const allow = (principal: unknown, action: unknown, rest: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: "*",
  ...rest,
});
const tlsOnly = (rest: object = {}) => ({
  Effect: "Deny",
  Principal: { AWS: "*" },
  Action: "s3:*",
  Resource: ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
  ...rest,
});
const allTrue = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };
const trail = resource("aws:cloudtrail/trail:Trail", "trail", { s3BucketName: "shop" });
const balancer = (type = "lb") =>
  resource(`aws:${type}/loadBalancer:LoadBalancer`, "alb", { accessLogs: { bucket: "shop", enabled: true } });
const noTls = ["the bucket's policy does not deny all requests without TLS, to bucket and objects; add a statement that does"];

const stateBucket = resource(bucketType, "shop", { bucket: "shop-pulumi-state-123456789012" });
const keptFor = (noncurrentDays: number) =>
  resource("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "LifecycleConfiguration", {
    bucket: "shop-pulumi-state-123456789012",
    rules: [{ status: "Enabled", noncurrentVersionExpiration: { noncurrentDays } }],
  });
const versionsBy = (whom: string) =>
  resource("aws:s3/bucketPolicy:BucketPolicy", "Policy", {
    bucket: "shop-pulumi-state-123456789012",
    policy: document({
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:DeleteObjectVersion",
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": whom } },
    }),
  });
const breakGlass = "arn:aws:iam::123456789012:role/break-glass";
const open = "the policy does not deny s3:DeleteObjectVersion to all but one role; add a statement that does";

testCases([
  [s3BucketEnforceKeptState, "versions that one role deletes are compliant", [], stateBucket, keptFor(90), versionsBy(breakGlass)],
  [
    s3BucketEnforceKeptState,
    "those that go soon are reported",
    ["previous versions are deleted after 30 days; set 90 or more"],
    stateBucket,
    keptFor(30),
    versionsBy(breakGlass),
  ],
  [s3BucketEnforceKeptState, "those that anyone deletes are reported", [open], stateBucket, keptFor(365)],
  [
    s3BucketEnforceKeptState,
    "those that any role deletes are reported",
    [open],
    stateBucket,
    versionsBy("arn:aws:iam::123456789012:role/*"),
  ],
  [s3BucketEnforceKeptState, "another bucket need not", "notApplicable", bucket()],
  [s3AccountEnablePublicAccessBlock, "a store's stack need not have it", "notApplicable", resource("pulumi:pulumi:Stack", "one")],
  [
    s3AccountEnablePublicAccessBlock,
    "an account without is reported",
    ["the account has no AccountPublicAccessBlock; add one with all four settings true"],
    ...inStack("shop-account", resource("pulumi:pulumi:Stack", "one")),
  ],
  [
    s3AccountEnablePublicAccessBlock,
    "one with all settings is compliant",
    [],
    resource("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock", "one", allTrue),
  ],
  [s3BucketEnablePublicAccessBlock, "all four settings are compliant", [], bucket(), part("PublicAccessBlock", allTrue)],
  [
    s3BucketEnablePublicAccessBlock,
    "the name may be known after apply",
    [],
    bucket(),
    partLater("PublicAccessBlock", "skipDestroy", allTrue),
  ],
  [
    s3BucketEnablePublicAccessBlock,
    "no block is reported",
    ["the bucket has no BucketPublicAccessBlock; add one with all four settings true"],
    old(),
  ],
  [
    s3BucketEnablePublicAccessBlock,
    "each setting that lacks is reported",
    ["blockPublicPolicy is false; set true", "restrictPublicBuckets is unset; set true"],
    bucket(),
    part("PublicAccessBlock", { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: false }),
  ],
  [
    s3BucketEnablePublicAccessBlock,
    "an unknown setting is unknown",
    "unknown",
    bucket(),
    partLater("PublicAccessBlock", "blockPublicAcls", {}),
  ],
  [s3BucketDisallowPublicRead, "a private bucket is compliant", [], bucket({ acl: "private" })],
  [s3BucketDisallowPublicRead, "an inline ACL is seen", ["acl is public-read; remove it"], bucket({ acl: "public-read" })],
  [
    s3BucketDisallowPublicRead,
    "a split ACL is seen",
    ["acl is authenticated-read; remove it"],
    bucket(),
    part("Acl", { acl: "authenticated-read" }),
  ],
  [
    s3BucketDisallowPublicRead,
    "an old ACL's grant is seen",
    ["a grant allows READ to http://acs.amazonaws.com/groups/global/AllUsers; remove it"],
    old(),
    resource("aws:s3/bucketAclV2:BucketAclV2", "acl", {
      bucket: "shop",
      accessControlPolicy: { grants: [{ permission: "READ", grantee: { uri: "http://acs.amazonaws.com/groups/global/AllUsers" } }] },
    }),
  ],
  [
    s3BucketDisallowPublicRead,
    "a policy is seen",
    ["the bucket's policy allows all principals s3:GetObject; name principals"],
    bucket(),
    policy(allow("*", "s3:GetObject")),
  ],
  [
    s3BucketDisallowPublicRead,
    "an inline policy as an object is seen",
    ["the bucket's policy allows all principals s3:ListBucket; name principals"],
    bucket({ policy: { Statement: allow({ AWS: "*" }, "s3:List*") } }),
  ],
  [
    s3BucketDisallowPublicRead,
    "a condition on the organization is compliant",
    [],
    bucket(),
    policy(allow("*", "s3:GetObject", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } })),
  ],
  [
    s3BucketDisallowPublicRead,
    "a condition that anyone meets is none",
    ["the bucket's policy allows all principals s3:GetObject; name principals"],
    bucket(),
    policy(allow("*", "s3:GetObject", { Condition: { StringNotEquals: { "aws:PrincipalAccount": "1" } } })),
  ],
  [s3BucketDisallowPublicRead, "an unknown policy is unknown", "unknown", bucket(), partLater("Policy", "policy")],
  [s3BucketDisallowPublicWrite, "reading is another policy's", [], bucket({ acl: "public-read" })],
  [
    s3BucketDisallowPublicWrite,
    "a public-read-write ACL is seen",
    ["acl is public-read-write; remove it"],
    bucket({ acl: "public-read-write" }),
  ],
  [
    s3BucketDisallowPublicWrite,
    "a policy is seen",
    ["the bucket's policy allows all principals s3:PutObject; name principals"],
    bucket(),
    policy(allow("*", ["s3:PutObject"])),
  ],
  [s3BucketEnforceTls, "a refusal of plain requests is compliant", [], bucket(), policy(tlsOnly())],
  [s3BucketEnforceTls, "no policy is reported", noTls, bucket()],
  [s3BucketEnforceTls, "objects alone are not enough", noTls, bucket(), policy(tlsOnly({ Resource: "arn:aws:s3:::shop/*" }))],
  [s3BucketEnforceTls, "one action alone is not enough", noTls, bucket(), policy(tlsOnly({ Action: "s3:PutObject" }))],
  [
    s3BucketEnforceTls,
    "under a second condition it is not enough",
    noTls,
    bucket(),
    policy(tlsOnly({ Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:RequestedRegion": "x" } } })),
  ],
  [s3BucketEnforceTls, "an unknown policy is unknown", "unknown", bucket(), partLater("Policy", "policy")],
  [
    s3BucketEnableEncryption,
    "a split configuration is compliant",
    [],
    bucket(),
    part("ServerSideEncryptionConfiguration", { rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] }),
  ],
  [
    s3BucketEnableEncryption,
    "none is reported",
    ["the bucket has no BucketServerSideEncryptionConfiguration; add one with aws:kms"],
    bucket(),
  ],
  [
    s3BucketConfigureCustomerManagedKey,
    "a key known after apply is compliant",
    [],
    bucket(),
    part("ServerSideEncryptionConfiguration", {
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: unknown } }],
    }),
  ],
  [
    s3BucketConfigureCustomerManagedKey,
    "an inline form is seen",
    ["sseAlgorithm is AES256; set aws:kms with a customer-managed key"],
    bucket({ serverSideEncryptionConfiguration: { rule: { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } } } }),
  ],
  [
    s3BucketConfigureCustomerManagedKey,
    "the old inline form is seen",
    ["kmsMasterKeyId is unset or a key of AWS; set the ARN of a customer-managed key"],
    old({ serverSideEncryptionConfigurations: [{ rules: [{ applyServerSideEncryptionByDefaults: [{ sseAlgorithm: "aws:kms" }] }] }] }),
  ],
  [s3BucketConfigureCustomerManagedKey, "a load balancer cannot write under a key", "notApplicable", bucket(), balancer()],
  [s3BucketConfigureCustomerManagedKey, "nor can one by its old name", "notApplicable", old(), balancer("alb")],
  [
    s3BucketConfigureCustomerManagedKey,
    "unknown rules are unknown",
    "unknown",
    bucket(),
    partLater("ServerSideEncryptionConfiguration", "rules"),
  ],
  [s3BucketEnableVersioning, "enabled is compliant", [], bucket(), part("Versioning", { versioningConfiguration: { status: "Enabled" } })],
  [s3BucketEnableVersioning, "inline is compliant", [], old({ versionings: [{ enabled: true }] })],
  [
    s3BucketEnableVersioning,
    "suspended is reported",
    ["versioning is Suspended; set Enabled"],
    bucket(),
    part("Versioning", { versioningConfiguration: { status: "Suspended" } }),
  ],
  [s3BucketEnableVersioning, "none is reported", ["versioning is unset; set Enabled"], bucket()],
  [s3BucketEnableObjectLock, "a bucket that no logs go to needs no lock", "notApplicable", bucket()],
  [
    s3BucketEnableObjectLock,
    "an archive without retention is reported",
    ["the default retention of an archive of logs is unset days; set 365 or more"],
    bucket(),
    trail,
  ],
  [
    s3BucketEnableObjectLock,
    "an archive that is locked for a year is compliant",
    [],
    bucket({ objectLockEnabled: true }),
    trail,
    part("ObjectLockConfiguration", { rule: { defaultRetention: { mode: "GOVERNANCE", years: 1 } } }),
  ],
  [
    s3BucketEnableObjectLock,
    "the lock is off",
    ["objectLockEnabled is false for an archive of logs; set true"],
    bucket({ objectLockEnabled: false }),
    trail,
  ],
  [
    s3BucketEnableObjectLock,
    "access logs would not come under a lock",
    ["logs are sent here that are not delivered to a bucket with a default retention of 30 days; remove it"],
    bucket({ objectLockConfiguration: { rule: { defaultRetention: { days: 30 } } } }),
    balancer(),
  ],
  [s3BucketEnableObjectLock, "access logs need none", "notApplicable", bucket(), balancer()],
  [
    s3BucketEnableObjectLock,
    "AWS Config would not deliver to a bucket with a default retention",
    ["logs are sent here that are not delivered to a bucket with a default retention of 400 days; remove it"],
    bucket({ objectLockConfiguration: { rule: { defaultRetention: { days: 400 } } } }),
    policy(allow({ Service: "config.amazonaws.com" }, "s3:PutObject")),
  ],
  [s3BucketEnableAccessLogging, "a split target is compliant", [], bucket(), part("Logging", { targetBucket: "logs" })],
  [s3BucketEnableAccessLogging, "an inline target is compliant", [], old({ loggings: [{ targetBucket: "logs" }] })],
  [s3BucketEnableAccessLogging, "none is reported", ["the bucket has no BucketLogging; add one"], bucket()],
  [
    s3BucketEnableAccessLogging,
    "the bucket of logs has none",
    "notApplicable",
    bucket(),
    policy(allow({ Service: "logging.s3.amazonaws.com" }, "s3:PutObject")),
  ],
  [
    s3BucketConfigureLifecycle,
    "a rule that gives up uploads is compliant",
    [],
    bucket(),
    part("LifecycleConfiguration", { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }] }),
  ],
  [
    s3BucketConfigureLifecycle,
    "an inline rule is compliant",
    [],
    bucket({ lifecycleRules: [{ enabled: true, abortIncompleteMultipartUploadDays: 7 }] }),
  ],
  [
    s3BucketConfigureLifecycle,
    "a rule that is off does not count",
    ["no lifecycle rule is enabled; add a BucketLifecycleConfiguration"],
    bucket(),
    part("LifecycleConfiguration", { rules: [{ status: "Disabled" }] }),
  ],
  [
    s3BucketConfigureLifecycle,
    "uploads are forgotten",
    ["no lifecycle rule has abortIncompleteMultipartUpload; set 7 days"],
    bucket(),
    part("LifecycleConfiguration", { rules: [{ status: "Enabled", expiration: { days: 9 } }] }),
  ],
  [
    s3BucketDisableAcls,
    "the owner's buckets are compliant",
    [],
    bucket(),
    part("OwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
  ],
  [
    s3BucketDisableAcls,
    "others are reported",
    ["objectOwnership is ObjectWriter; set BucketOwnerEnforced in BucketOwnershipControls"],
    bucket(),
    part("OwnershipControls", { rule: { objectOwnership: "ObjectWriter" } }),
  ],
  [
    s3BucketEnforceLeastPrivilege,
    "a role that reads is compliant",
    [],
    bucket(),
    policy(allow({ AWS: "arn:aws:iam::1:role/a" }, "s3:GetObject")),
  ],
  [
    s3BucketEnforceLeastPrivilege,
    "a role that may change the policy is reported",
    [
      "a statement allows AWS:arn:aws:iam::1:role/a s3:DeleteBucketPolicy, s3:PutBucketAcl, s3:PutBucketPolicy, s3:PutEncryptionConfiguration, s3:PutObjectAcl; remove these actions, which IAM policies grant",
    ],
    bucket(),
    policy(allow({ AWS: "arn:aws:iam::1:role/a" }, "s3:*")),
  ],
  [
    s3BucketEnforceLeastPrivilege,
    "anyone is reported",
    ["a statement allows s3:GetObject to all principals; name principals"],
    bucket(),
    policy(allow("*", "s3:GetObject")),
  ],
  [
    s3BucketEnforceLeastPrivilege,
    "a lock-out is reported",
    ["a statement denies all principals every action, administrators included; add a condition"],
    bucket(),
    policy(tlsOnly({ Condition: {} })),
  ],
  [s3BucketEnableReplication, "a replica is compliant", [], bucket(), part("ReplicationConfig")],
  [
    s3BucketEnableReplication,
    "none is reported",
    ["the bucket has no BucketReplicationConfig; add one to a bucket in another Region"],
    bucket(),
  ],
  [s3BucketEnableReplication, "logs need none", "notApplicable", bucket(), trail],
  [s3BucketEnableEventNotifications, "one is compliant", [], bucket(), part("Notification", { eventbridge: true })],
  [
    s3BucketEnableEventNotifications,
    "none is reported",
    ["the bucket has no BucketNotification; add one with eventbridge: true"],
    bucket(),
  ],
  [s3AccesspointEnablePublicAccessBlock, "the default is compliant", [], resource("aws:s3/accessPoint:AccessPoint", "one")],
  [
    s3AccesspointEnablePublicAccessBlock,
    "a setting that is off is reported",
    ["details.publicAccessBlock.blockPublicAcls is false; set true"],
    resource("aws:s3control/multiRegionAccessPoint:MultiRegionAccessPoint", "one", {
      details: { publicAccessBlock: { blockPublicAcls: false } },
    }),
  ],
  [
    s3BucketConfigureLogRetention,
    "what is no log may go",
    "notApplicable",
    bucket({ lifecycleRules: [{ enabled: true, expiration: { days: 1 } }] }),
  ],
  [s3BucketConfigureLogRetention, "logs for ever are compliant", [], bucket(), trail],
  [
    s3BucketConfigureLogRetention,
    "logs that go or freeze too soon are reported",
    ["logs expire after 90 days; set 365 or more", "logs move to GLACIER after 30 days; set 90 or more"],
    bucket({ lifecycleRules: [{ enabled: true, expiration: { days: 90 }, transitions: [{ days: 30, storageClass: "GLACIER" }] }] }),
    trail,
  ],
  [
    s3BucketEnforceLogDestination,
    "a bucket that lets the service write is compliant",
    [],
    bucket(),
    trail,
    policy(allow({ Service: "cloudtrail.amazonaws.com" }, "s3:PutObject")),
  ],
  [
    s3BucketEnforceLogDestination,
    "one that does not is reported",
    ["accessLogs names shop, whose policy does not allow logdelivery.elasticloadbalancing.amazonaws.com; name the log bucket"],
    bucket(),
    balancer(),
  ],
  [
    s3BucketEnforceLogDestination,
    "load balancers' old account will do",
    [],
    bucket(),
    balancer(),
    policy(allow({ AWS: "arn:aws:iam::127311923021:root" }, "s3:PutObject")),
  ],
  [s3BucketEnforceLogDestination, "another stack's bucket is not judged", "notApplicable", trail],
  [
    s3BucketDisallowLogTampering,
    "services that write are compliant",
    [],
    bucket(),
    policy(allow({ Service: "cloudtrail.amazonaws.com" }, "s3:PutObject")),
  ],
  [
    s3BucketDisallowLogTampering,
    "a role that deletes, and a destroy that empties, are reported",
    ["a statement allows AWS:arn:aws:iam::1:role/a s3:DeleteObject; remove it", "forceDestroy is true for a bucket of logs; set false"],
    bucket({ forceDestroy: true }),
    trail,
    policy(allow({ AWS: "arn:aws:iam::1:role/a" }, "s3:DeleteObject")),
  ],
  [s3BucketDisallowLogTampering, "other buckets are not judged", "notApplicable", bucket({ forceDestroy: true })],
]);
