import { type Input, interpolate } from "@pulumi/pulumi";
import { stateParameter } from "../../domain/contracts/store-state.ts";
import { loginLogName } from "../../domain/defaults/login-guard.ts";
import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import { nodeLogNames } from "../../domain/defaults/node-logs.ts";
import type { Region } from "../../domain/defaults/regions.ts";
import { sessionKeyAlias, sessionLogName, sessionPrefix } from "../../domain/defaults/staff.ts";
import { nodeParameter } from "../../domain/defaults/web.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { managedBySystemsManager } from "../../domain/permissions/in-roles-name.ts";
import { anyKey, archiveOf, ofArchiveKey } from "../buckets/archive-place.ts";

/** Resources that a node may reach, and nothing else. */
export interface NodePolicyArgs {
  readonly stack: string;
  readonly region: Region;
  readonly accountId: Input<string>;
  /** Secrets that a node reads at start. */
  readonly secretArns: readonly Input<string>[];
  readonly releasesBucketArn: Input<string>;
  readonly dataKeyArn: Input<string>;
  /** The role that nodes take to send mail. @default - another provider sends */
  readonly mailRoleArn?: Input<string> | undefined;
  readonly logGroupArn: Input<string>;
  /** Name of the account's stack, whose preferences say where Session Manager keeps sessions. @default - the account has none of ours */
  readonly accountStack?: string | undefined;
}

/** Trust policy of the role: EC2, for its instances. */
export const trustEc2 = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;

/** Statements of a node's policy. */
export function nodeStatements(args: NodePolicyArgs): IamStatement[] {
  const { stack, region, accountId } = args;
  return [
    allow("Managed", managedBySystemsManager, "*"),
    allow(
      "OwnParameters",
      ["ssm:GetParameter"],
      [nodeParameter(stack), stateParameter(stack, "door")].map((name) => interpolate`arn:aws:ssm:${region}:${accountId}:parameter${name}`),
    ),
    allow("OwnSecrets", ["secretsmanager:GetSecretValue"], args.secretArns),
    allow("Releases", ["s3:GetObject", "s3:GetObjectVersion"], interpolate`${args.releasesBucketArn}/*`),
    allow("ReleaseList", ["s3:ListBucket"], args.releasesBucketArn),
    allow("Decrypt", ["kms:Decrypt"], args.dataKeyArn, {
      StringEquals: { "kms:ViaService": ["secretsmanager", "s3", "ssm"].map((service) => `${service}.${region}.amazonaws.com`) },
    }),
    allow("Logs", ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], interpolate`${args.logGroupArn}:*`),
    // The agent looks for the group that a command's output goes to.
    allow("FindLogs", ["logs:DescribeLogGroups"], "*"),
    allow(
      "LoginsAndAudit",
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      [loginLogName(stack), nodeLogNames.audit(stack)].map((name) => interpolate`arn:aws:logs:${region}:${accountId}:log-group:${name}:*`),
    ),
    allow("Metrics", ["cloudwatch:PutMetricData"], "*", { StringEquals: { "cloudwatch:namespace": nodeNamespace(stack) } }),
    allow(
      "OwnLifecycle",
      ["autoscaling:CompleteLifecycleAction"],
      interpolate`arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/${stack}-web-*`,
    ),
    allow("OwnTags", ["ec2:DescribeTags"], "*"),
    ...(args.mailRoleArn === undefined ? [] : [allow("Mail", ["sts:AssumeRole"], args.mailRoleArn)]),
    ...(args.accountStack ? sessionStatements(args, args.accountStack) : []),
  ];
}

/**
 * Permissions of the agent for a session: to open it with the account's key, and to record it
 * (docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html).
 */
function sessionStatements({ region, accountId }: NodePolicyArgs, accountStack: string): IamStatement[] {
  const archive = archiveOf(accountStack, accountId);
  return [
    // Keys by their aliases: they are another stack's.
    allow("SessionKey", ["kms:Decrypt"], anyKey(accountId), {
      "ForAnyValue:StringEquals": { "kms:ResourceAliases": sessionKeyAlias(accountStack) },
    }),
    allow(
      "SessionLog",
      ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      interpolate`arn:aws:logs:${region}:${accountId}:log-group:${sessionLogName(accountStack)}:*`,
    ),
    allow("SessionArchive", ["s3:PutObject"], interpolate`${archive.bucketArn}/${sessionPrefix}/*`),
    allow("SessionArchiveSettings", ["s3:GetEncryptionConfiguration"], archive.bucketArn),
    allow("SessionArchiveKey", ["kms:GenerateDataKey"], anyKey(accountId), {
      ...ofArchiveKey(archive),
      StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
    }),
  ];
}
