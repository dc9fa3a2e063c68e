import { type Input, interpolate, jsonStringify, type Output } from "@pulumi/pulumi";
import { keyUsersThatNameTheAccount } from "../../domain/defaults/alerts.ts";
import { refusedOnKeys, secureKey } from "../../domain/defaults/keys.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { breakGlassRole as breakGlass } from "../../domain/defaults/staff.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";

/** Arguments for {@link keyPolicy}. */
export interface KeyPolicyArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Name of the one role that may hand the key over or end it; it need not be there. @default break-glass */
  readonly breakGlassRole?: string | undefined;
}

/** Calls that encrypt and decrypt, and nothing else. */
const use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** Calls that administer a key without using it. Those in `refusedOnKeys` are the break-glass role's alone. */
const administer = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:DisableKey",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:Get*",
  "kms:List*",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
];

/**
 * A key policy: IAM decides who administers the key, `statements` who uses it, and only the break-glass role may give it to another principal,
 * disable or delete it, whatever IAM says. The principal that makes the key may not change this policy later, which KMS accepts only where its
 * check for lock-outs is bypassed (`secureKey`): break-glass is the one that is not locked out.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html, docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
 */
export function keyPolicy({ accountId, breakGlassRole = breakGlass }: KeyPolicyArgs, statements: readonly IamStatement[]): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "AdministeredByIam", Effect: "Allow", Principal: accountPrincipal(accountId), Action: administer, Resource: "*" },
      ...statements,
      ...custody(interpolate`arn:aws:iam::${accountId}:role/${breakGlassRole}`),
    ],
  });
}

/**
 * Refuses what only one role may do to a key, as a vault does for its backups; and a deletion with less than the maximum wait. A service
 * revokes its own grants (docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource).
 */
function custody(breakGlassRoleArn: Input<string>): IamStatement[] {
  const refused = { Effect: "Deny", Principal: { AWS: "*" }, Resource: "*" };
  const others = { ArnNotEquals: { "aws:PrincipalArn": breakGlassRoleArn } };
  const revoke = "kms:RevokeGrant";
  return [
    { Sid: "KeyStays", ...refused, Action: refusedOnKeys.filter((action) => action !== revoke), Condition: others },
    { Sid: "GrantsStay", ...refused, Action: revoke, Condition: { ...others, BoolIfExists: { "kms:GrantIsForAWSResource": "false" } } },
    {
      Sid: "EndsSlowly",
      ...refused,
      Action: "kms:ScheduleKeyDeletion",
      Condition: { NumericLessThan: { "kms:ScheduleKeyDeletionPendingWindowInDays": secureKey.deletionWindowInDays } },
    },
  ];
}

/**
 * Use by whom IAM admits in this account, through the named services only (`rds`, `s3` …), also by grants of theirs
 * that outlive the call: a database's volume, a node's disk.
 */
export function throughServices({ region, accountId }: KeyPolicyArgs, services: readonly string[]): IamStatement[] {
  const caller = { "kms:CallerAccount": accountId, "kms:ViaService": services.map((service) => `${service}.${region}.amazonaws.com`) };
  return [
    {
      Sid: "UsedThroughServices",
      Effect: "Allow",
      Principal: accountPrincipal(accountId),
      Action: use,
      Resource: "*",
      Condition: { StringEquals: caller },
    },
    {
      Sid: "GrantedToServices",
      Effect: "Allow",
      Principal: accountPrincipal(accountId),
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { StringEquals: caller, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** Calls of Pulumi on the key that seals a stack's data key, without another service between. */
const seal = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt"];

/** Use by whom IAM admits in this account, without a service between. */
export function byAccount({ accountId }: KeyPolicyArgs): IamStatement {
  const Condition = { StringEquals: { "kms:CallerAccount": accountId } };
  return { Sid: "UsedByAccount", Effect: "Allow", Principal: accountPrincipal(accountId), Action: seal, Resource: "*", Condition };
}

/** The same, of those roles alone whose names are so. A condition names them: a principal that does not exist yet would make AWS refuse the policy. */
export function byRoles({ accountId }: KeyPolicyArgs, patterns: readonly string[]): IamStatement {
  const Condition = { ArnLike: { "aws:PrincipalArn": patterns.map((name) => interpolate`arn:aws:iam::${accountId}:role/${name}`) } };
  return { Sid: "UsedByRoles", Effect: "Allow", Principal: accountPrincipal(accountId), Action: seal, Resource: "*", Condition };
}

/** Use by auto scaling, which starts nodes with encrypted disks in its own name (docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html). */
export function byAutoScaling(serviceLinkedRoleArn: Input<string>): IamStatement[] {
  const principal = { Effect: "Allow", Principal: { AWS: serviceLinkedRoleArn }, Resource: "*" };
  return [
    { Sid: "UsedByAutoScaling", ...principal, Action: use },
    { Sid: "GrantedByAutoScaling", ...principal, Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } },
  ];
}

/**
 * Use by AWS Backup itself where copies are made from one account to another: "the act of copying is performed by your destination account's
 * service linked role", which reads with the key of what is copied and writes with its own vault's. No other principal of that account: the
 * role is named by a condition, since a principal that is not there yet would make AWS refuse the policy
 * (docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html).
 */
export function byCopies(accountIds: readonly Input<string>[]): IamStatement[] {
  const roles = accountIds.map((id) => interpolate`arn:aws:iam::${id}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`);
  const principals = { Effect: "Allow", Principal: { AWS: accountIds.map((id) => interpolate`arn:aws:iam::${id}:root`) }, Resource: "*" };
  const byRole = { ArnEquals: { "aws:PrincipalArn": roles } };
  return [
    { Sid: "UsedByCopies", ...principals, Action: use, Condition: byRole },
    {
      Sid: "GrantedByCopies",
      ...principals,
      Action: "kms:CreateGrant",
      Condition: { ...byRole, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}

/** Use by CloudWatch Logs for this account's log groups (docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html). */
export function byLogs({ region, accountId }: KeyPolicyArgs): IamStatement {
  return {
    Sid: "UsedByCloudWatchLogs",
    Effect: "Allow",
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: use,
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": interpolate`arn:aws:logs:${region}:${accountId}:log-group:*` } },
  };
}

/**
 * Use by services that publish to an encrypted topic of this account. Source conditions are for those that send them: "not supported for
 * EventBridge-to-encrypted topics", and AWS says it of few others. SNS itself names the topic to the key, whichever service publishes
 * (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 */
export function byPublishers({ region, accountId }: KeyPolicyArgs, services: readonly string[]): IamStatement[] {
  const publishing = { Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey*"], Resource: "*" };
  const topics = interpolate`arn:aws:sns:${region}:${accountId}:*`;
  const namesTheAccount = (service: string) => keyUsersThatNameTheAccount.includes(service);
  return [
    {
      Sid: "UsedByPublishers",
      ...publishing,
      Principal: { Service: services.filter(namesTheAccount) },
      Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    },
    {
      Sid: "UsedForTopics",
      ...publishing,
      Principal: { Service: services.filter((service) => !namesTheAccount(service)) },
      Condition: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": topics } },
    },
  ];
}

/**
 * Grants by GuardDuty, which scans copies of encrypted disks for malware; it makes the grant itself, not through EC2. The role is named by
 * a condition: a principal that does not exist yet would make AWS refuse the policy, and GuardDuty makes its role later
 * (docs.aws.amazon.com/guardduty/latest/ug/slr-permissions-malware-protection.html). The rest that it needs, it calls through EC2.
 */
export function byMalwareScans({ accountId }: KeyPolicyArgs): IamStatement {
  const service = "malware-protection.guardduty.amazonaws.com";
  const role = interpolate`arn:aws:iam::${accountId}:role/aws-service-role/${service}/AWSServiceRoleForAmazonGuardDutyMalwareProtection`;
  return {
    Sid: "GrantedByMalwareScans",
    Effect: "Allow",
    Principal: accountPrincipal(accountId),
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: { ArnEquals: { "aws:PrincipalArn": role }, Bool: { "kms:GrantIsForAWSResource": "true" } },
  };
}

/** Use by log delivery (VPC flow logs and their like) for this account's sources (docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-cmk-policy.html). */
export function byDelivery({ accountId }: KeyPolicyArgs): IamStatement {
  return {
    Sid: "UsedByLogDelivery",
    Effect: "Allow",
    Principal: { Service: "delivery.logs.amazonaws.com" },
    Action: use,
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}

/** Use by one trail for its files (docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html). */
export function byTrail(trailArn: Input<string>): IamStatement[] {
  const trail = { Effect: "Allow", Principal: { Service: "cloudtrail.amazonaws.com" }, Resource: "*" };
  const source = { "aws:SourceArn": trailArn };
  return [
    {
      Sid: "UsedByTrail",
      ...trail,
      Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
      Condition: { StringEquals: { ...source, "kms:EncryptionContext:aws:cloudtrail:arn": trailArn } },
    },
    { Sid: "SeenByTrail", ...trail, Action: "kms:DescribeKey", Condition: { StringEquals: source } },
  ];
}

/** Use by AWS Config for this account's history (docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html). */
export function byConfig({ accountId }: KeyPolicyArgs): IamStatement {
  return {
    Sid: "UsedByConfig",
    Effect: "Allow",
    Principal: { Service: "config.amazonaws.com" },
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
  };
}

const accountPrincipal = (accountId: Input<string>) => ({ AWS: interpolate`arn:aws:iam::${accountId}:root` });
