import { type Input, interpolate } from "@pulumi/pulumi";
import type { ProtectedType } from "../../domain/defaults/backup.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import type { IamStatement } from "../../domain/iam/statement.ts";

/** The store's data by the type that AWS Backup gives it. */
export type ProtectedArns = Readonly<Record<ProtectedType, Input<string>>>;

/** The bucket in which restore tests leave their evidence. */
export interface EvidencePlace {
  readonly bucketName: Input<string>;
  readonly bucketArn: Input<string>;
  /** Key of what is in the bucket; none for S3's own. */
  readonly keyArns: readonly Input<string>[];
}

/** The evidence of a stack, below a bucket. */
const folder = (stack: string) => `restore-tests/${stack}`;

/** Statements that read evidence: `functions/backup-watch` does nothing else in S3. */
export function readsEvidence({ bucketArn, keyArns }: EvidencePlace, stack: string): IamStatement[] {
  return [
    {
      Sid: "ListsEvidence",
      Effect: "Allow",
      Action: "s3:ListBucket",
      Resource: bucketArn,
      Condition: { StringLike: { "s3:prefix": `${folder(stack)}/*` } },
    },
    { Sid: "ReadsEvidence", Effect: "Allow", Action: "s3:GetObject", Resource: interpolate`${bucketArn}/${folder(stack)}/*` },
    ...(keyArns.length > 0 ? [{ Sid: "OpensEvidence", Effect: "Allow", Action: "kms:Decrypt", Resource: keyArns }] : []),
  ];
}

/** Arguments for {@link validationStatements}. */
interface ValidationPolicyArgs {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  readonly resources: ProtectedArns;
  readonly evidence: EvidencePlace;
  readonly dataKeyArn: Input<string>;
}

/** Permissions of `functions/restore-validation`; its request.ts says for what. */
export function validationStatements(args: ValidationPolicyArgs): IamStatement[] {
  const { stack, region, accountId, resources, evidence } = args;
  const allow = { Effect: "Allow" };
  const restoredBuckets = "arn:aws:s3:::awsbackup-restore-test-*";
  return [
    {
      Sid: "RestoreJobs",
      ...allow,
      // They know no resources.
      Action: ["backup:DescribeRestoreJob", "backup:GetRestoreJobMetadata", "backup:ListRestoreJobs", "backup:PutRestoreValidationResult"],
      Resource: "*",
    },
    {
      Sid: "RecoveryPoints",
      ...allow,
      Action: "backup:DescribeRecoveryPoint",
      Resource: interpolate`arn:aws:backup:${region}:${accountId}:recovery-point:*`,
    },
    {
      Sid: "RestoredDatabasesOnly",
      ...allow,
      Action: ["rds:DescribeDBInstances", "rds:ModifyDBInstance"],
      Resource: interpolate`arn:aws:rds:${region}:${accountId}:db:awsbackup-restore-test-*`,
    },
    {
      Sid: "FileSystems",
      ...allow,
      Action: "elasticfilesystem:DescribeFileSystems",
      Resource: interpolate`arn:aws:elasticfilesystem:${region}:${accountId}:file-system/*`,
    },
    {
      Sid: "RestoredBuckets",
      ...allow,
      Action: ["s3:GetObject", "s3:ListBucket"],
      Resource: [restoredBuckets, `${restoredBuckets}/*`],
      Condition: { StringEquals: { "aws:ResourceAccount": accountId } },
    },
    { Sid: "SourceBuckets", ...allow, Action: ["s3:GetObjectVersion", "s3:ListBucketVersions"], Resource: below(resources.S3) },
    { Sid: "SourceKey", ...allow, Action: "kms:Decrypt", Resource: args.dataKeyArn },
    ...readsEvidence(evidence, stack),
    { Sid: "WritesEvidence", ...allow, Action: "s3:PutObject", Resource: interpolate`${evidence.bucketArn}/${folder(stack)}/*` },
    ...(evidence.keyArns.length > 0 ? [{ Sid: "SealsEvidence", ...allow, Action: "kms:GenerateDataKey", Resource: evidence.keyArns }] : []),
  ];
}

const below = (bucketArn: Input<string>) => [bucketArn, interpolate`${bucketArn}/*`];
