import { type Input, interpolate } from "@pulumi/pulumi";
import type { Region } from "../../domain/defaults/regions.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { managedBySystemsManager } from "../../domain/permissions/in-roles-name.ts";
import { releasesPrefix } from "./automation.ts";
import { copyPrefix } from "./builder-steps.ts";

/** Where a release is built. */
export interface ReleasePolicyArgs {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly releasesBucketArn: Input<string>;
  readonly dataKeyArn: Input<string>;
}

/** A condition: the key is used by these services only. */
export const through = (region: Region, services: readonly string[]) => ({
  StringEquals: { "kms:ViaService": services.map((service) => `${service}.${region}.amazonaws.com`) },
});

/** Condition for objects that do not exist yet: a published release does not change. */
const onlyNew = { Null: { "s3:if-none-match": "false" } };

/** Name tag of the builder's instances, by which they are started, commanded and ended. */
export const builderTag = (stack: string): string => `${stack}-builder`;

/** Permissions of the builder's instance: read releases, write new ones, read the copy's password. */
export function builderStatements(args: ReleasePolicyArgs & { readonly logGroupArn: Input<string> }): IamStatement[] {
  const { stack, region, accountId, releasesBucketArn, dataKeyArn } = args;
  const copies = interpolate`arn:aws:rds:${region}:${accountId}:db:${copyPrefix(stack)}*`;
  const releases = interpolate`${releasesBucketArn}/${releasesPrefix}*`;
  return [
    allow("Managed", managedBySystemsManager, "*"),
    allow("ReadReleases", ["s3:GetObject"], releases),
    allow("WriteNewReleases", ["s3:PutObject"], releases, onlyNew),
    allow("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], dataKeyArn, through(region, ["s3", "secretsmanager"])),
    allow("FindCopy", ["rds:DescribeDBInstances"], copies),
    allow("PasswordOfCopy", ["secretsmanager:GetSecretValue"], interpolate`arn:aws:secretsmanager:${region}:${accountId}:secret:rds!db-*`, {
      ArnLike: { "aws:ResourceTag/aws:rds:primaryDBInstanceArn": copies },
    }),
    allow("Logs", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], interpolate`${args.logGroupArn}:*`),
    allow("FindLogs", ["logs:DescribeLogGroups"], "*"),
  ];
}

/** Calls for an encrypted disk, or a database's encrypted volume (docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html). */
const diskActions = ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "ReEncryptTo"].map(
  (action) => `kms:${action}`,
);

/** Permissions of an execution that builds: start, command and end builders; make and delete copies of the store's databases. */
export function buildStatements(
  args: ReleasePolicyArgs & { readonly launchTemplateArn: Input<string>; readonly builderRoleArn: Input<string> },
): IamStatement[] {
  const services = through(args.region, ["rds", "secretsmanager"]);
  return [
    listReleases(args.releasesBucketArn),
    ...builderOnly(args),
    ...onCopies(args),
    allow("UseKey", [...diskActions, "kms:GenerateDataKey"], args.dataKeyArn, services),
  ];
}

/** Permissions to start, command and end builders. */
export function builderOnly({
  stack,
  region,
  accountId,
  launchTemplateArn,
  builderRoleArn,
  dataKeyArn,
}: Parameters<typeof buildStatements>[0]): IamStatement[] {
  const ec2 = (kind: string) => interpolate`arn:aws:ec2:${region}:${accountId}:${kind}/*`;
  const byTemplate = { ArnEquals: { "ec2:LaunchTemplate": launchTemplateArn } };
  const builders = { StringEquals: { "aws:ResourceTag/Name": builderTag(stack) } };
  return [
    allow("StartBuilder", ["ec2:RunInstances"], interpolate`arn:aws:ec2:${region}:${accountId}:*`, byTemplate),
    // Whatever a template or its parameter says.
    allow("FromAmazonsImage", ["ec2:RunInstances"], `arn:aws:ec2:${region}::image/*`, {
      ...byTemplate,
      StringEquals: { "ec2:Owner": "amazon" },
    }),
    allow("TagBuilder", ["ec2:CreateTags"], ["instance", "volume", "network-interface"].map(ec2), {
      StringEquals: { "ec2:CreateAction": "RunInstances" },
    }),
    allow("FindImage", ["ssm:GetParameters"], `arn:aws:ssm:${region}::parameter/aws/service/ami-amazon-linux-latest/*`),
    allow("BuilderRole", ["iam:PassRole"], builderRoleArn, { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } }),
    allow("BuilderDisk", diskActions, dataKeyArn, through(region, ["ec2"])),
    allow("EndBuilder", ["ec2:TerminateInstances"], ec2("instance"), builders),
    allow("Shell", ["ssm:SendCommand"], `arn:aws:ssm:${region}::document/AWS-RunShellScript`),
    allow("CommandBuilder", ["ssm:SendCommand"], ec2("instance"), builders),
    allow("Look", ["ssm:DescribeInstanceInformation", "ssm:GetCommandInvocation", "ssm:ListCommandInvocations", "ssm:ListCommands"], "*"),
  ];
}

function onCopies({ stack, region, accountId }: ReleasePolicyArgs): IamStatement[] {
  const rds = (what: string) => interpolate`arn:aws:rds:${region}:${accountId}:${what}`;
  const copies = rds(`db:${copyPrefix(stack)}*`);
  return [
    allow(
      "CopyDatabase",
      ["rds:RestoreDBInstanceToPointInTime"],
      [rds(`db:${stack}-*`), rds(`subgrp:${stack}-copy`), rds(`pg:${stack}-copy`), rds("og:default:*")],
    ),
    allow("TagCopy", ["rds:AddTagsToResource"], copies, { StringEquals: { "aws:RequestTag/stack": stack } }),
    allow("FindCopy", ["rds:DescribeDBInstances"], copies),
    allow("ChangeCopy", ["rds:ModifyDBInstance"], copies, { StringEquals: { "aws:ResourceTag/stack": stack } }),
    allow("DeleteCopy", ["rds:DeleteDBInstance"], copies, { StringEquals: { "aws:ResourceTag/stack": stack } }),
    // RDS makes the copy's secret in the caller's name (docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html).
    allow(
      "PasswordOfCopy",
      ["secretsmanager:CreateSecret", "secretsmanager:TagResource"],
      interpolate`arn:aws:secretsmanager:${region}:${accountId}:secret:rds!db-*`,
    ),
  ];
}

/** Permissions of an execution that takes a release over: read the other stack's releases, write them into this one's bucket. */
export function takeStatements({
  region,
  accountId,
  releasesBucketArn,
  dataKeyArn,
  source,
}: Omit<ReleasePolicyArgs, "stack"> & {
  readonly source: { readonly stack: string; readonly bucketArn: Input<string> };
}): IamStatement[] {
  const own = interpolate`${releasesBucketArn}/${releasesPrefix}*`;
  return [
    listReleases([releasesBucketArn, source.bucketArn]),
    allow("ReadReleases", ["s3:GetObject"], [interpolate`${source.bucketArn}/${releasesPrefix}*`, own]),
    allow("WriteNewReleases", ["s3:PutObject"], own, onlyNew),
    allow("UseOwnKey", ["kms:Decrypt", "kms:GenerateDataKey"], dataKeyArn, through(region, ["s3"])),
    allow("UseTheirKey", ["kms:Decrypt"], interpolate`arn:aws:kms:${region}:${accountId}:key/*`, {
      ...through(region, ["s3"]),
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": `alias/${source.stack}-data` },
    }),
  ];
}

const listReleases = (buckets: unknown): IamStatement =>
  allow("ListReleases", ["s3:ListBucket"], buckets, { StringLike: { "s3:prefix": `${releasesPrefix}*` } });
