import { type Input, interpolate, jsonStringify, type Output } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";

/** Whose key it is. */
export interface KeyPolicyArgs {
  readonly region: Region;
  readonly accountId: Input<string>;
}

/** To encrypt and decrypt, and nothing else. */
const use = ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

/** To look after a key without using it. */
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
 * A key policy: IAM decides who administers the key (or it could become unmanageable), `statements` who uses it.
 * Source: docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function keyPolicy({ accountId }: KeyPolicyArgs, statements: readonly IamStatement[]): Output<string> {
  return jsonStringify({
    Version: "2012-10-17",
    Statement: [
      { Sid: "AdministeredByIam", Effect: "Allow", Principal: accountPrincipal(accountId), Action: administer, Resource: "*" },
      ...statements,
    ],
  });
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

/** Use by auto scaling, which starts nodes with encrypted disks in its own name (docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html). */
export function byAutoScaling(serviceLinkedRoleArn: Input<string>): IamStatement[] {
  const principal = { Effect: "Allow", Principal: { AWS: serviceLinkedRoleArn }, Resource: "*" };
  return [
    { Sid: "UsedByAutoScaling", ...principal, Action: use },
    { Sid: "GrantedByAutoScaling", ...principal, Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } },
  ];
}

/**
 * Use by another account of one's own that copies of backups go to: AWS Backup reads them there, with what lies under the key
 * (docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html).
 */
export function byCopies(otherAccountId: string): IamStatement[] {
  const principal = { Effect: "Allow", Principal: accountPrincipal(otherAccountId), Resource: "*" };
  return [
    { Sid: "UsedByCopies", ...principal, Action: use },
    { Sid: "GrantedByCopies", ...principal, Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } },
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

/** Use by services that publish to an encrypted topic, on behalf of this account only (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html). */
export function byPublishers({ accountId }: KeyPolicyArgs, services: readonly string[]): IamStatement {
  return {
    Sid: "UsedByPublishers",
    Effect: "Allow",
    Principal: { Service: services },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": accountId } },
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
