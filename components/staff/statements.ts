import { interpolate } from "@pulumi/pulumi";
import { backupRoleNames } from "../../domain/defaults/backup.ts";
import { custodianOfKeys } from "../../domain/defaults/keys.ts";
import type { StaffRole } from "../../domain/defaults/staff.ts";
import { allow, type IamStatement } from "../../domain/iam/statement.ts";
import { anyKey, ofArchiveKey } from "../buckets/archive-place.ts";
import { developerStatements } from "./developer-statements.ts";
import { ours, type StaffPolicyArgs } from "./policy-args.ts";
import { sessions } from "./sessions.ts";

/** Permissions of each role, beside those to see how things are set up. */
export function staffStatements(role: StaffRole, args: StaffPolicyArgs): IamStatement[] {
  const statements: Readonly<Record<StaffRole, () => IamStatement[]>> = {
    administrator: () => [...readsLogs(args), ...runsStores(args), ...sessions(args), ...deploysByHand(args)],
    operator: () => [...readsLogs(args), ...runsStores(args), ...sessions(args)],
    developer: () => developerStatements(args),
    auditor: () => readsArchive(args),
  };
  return statements[role]();
}

function readsLogs({ accountId }: StaffPolicyArgs): IamStatement[] {
  return [
    allow(
      "ReadLogs",
      ["logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogGroupFields", "logs:GetLogRecord", "logs:StartLiveTail", "logs:StartQuery"],
      interpolate`arn:aws:logs:*:${accountId}:log-group:*`,
    ),
    allow("ReadMetrics", ["cloudwatch:GetMetricData", "cloudwatch:GetMetricStatistics", "logs:DescribeQueries", "logs:StopQuery"], "*"),
    // Of a query by its id alone.
    allow("ReadQueries", ["logs:GetQueryResults"], interpolate`arn:aws:logs:*:${accountId}:log-group:*`),
  ];
}

/** Permissions that the runbooks require of the person on call. */
function runsStores({ accountId, stack }: StaffPolicyArgs): IamStatement[] {
  const inAccount = (service: string, kind: string) => interpolate`arn:aws:${service}:*:${accountId}:${kind}`;
  return [
    allow(
      "Nodes",
      [
        "autoscaling:CancelInstanceRefresh",
        "autoscaling:DetachInstances",
        "autoscaling:EnterStandby",
        "autoscaling:ExitStandby",
        "autoscaling:ResumeProcesses",
        "autoscaling:SetDesiredCapacity",
        "autoscaling:SetInstanceHealth",
        "autoscaling:StartInstanceRefresh",
        "autoscaling:SuspendProcesses",
        "autoscaling:TerminateInstanceInAutoScalingGroup",
        "autoscaling:UpdateAutoScalingGroup",
      ],
      inAccount("autoscaling", "autoScalingGroup:*:autoScalingGroupName/*"),
      ours,
    ),
    allow("Database", ["rds:CreateDBSnapshot", "rds:RebootDBInstance"], [inAccount("rds", "db:*"), inAccount("rds", "snapshot:*")]),
    allow("Caches", ["elasticache:TestFailover"], inAccount("elasticache", "*")),
    allow(
      "Backups",
      ["backup:StartBackupJob", "backup:StartCopyJob"],
      [inAccount("backup", "backup-vault:*"), inAccount("backup", "recovery-point:*")],
    ),
    // Whoever starts a job hands AWS Backup the role that it works by.
    allow("RoleOfBackups", ["iam:PassRole"], interpolate`arn:aws:iam::${accountId}:role/${backupRoleNames("*").backup}`, {
      StringEquals: { "iam:PassedToService": "backup.amazonaws.com" },
    }),
    allow(
      "Alarms",
      ["cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions", "cloudwatch:SetAlarmState"],
      inAccount("cloudwatch", "alarm:*"),
    ),
    // The account's own alarms watch all who work here, operators too.
    {
      Sid: "AlarmsOfTheAccount",
      Effect: "Deny",
      Action: ["cloudwatch:DisableAlarmActions", "cloudwatch:SetAlarmState"],
      Resource: inAccount("cloudwatch", `alarm:${stack}-*`),
    },
    allow("Firewall", ["wafv2:GetIPSet", "wafv2:UpdateIPSet"], inAccount("wafv2", "regional/ipset/*"), ours),
    allow("Releases", ["ssm:StartAutomationExecution"], [inAccount("ssm", "automation-definition/*"), inAccount("ssm", "document/*")]),
  ];
}

function deploysByHand({ accountId, stack }: StaffPolicyArgs): IamStatement[] {
  return [allow("DeployByHand", ["sts:AssumeRole"], interpolate`arn:aws:iam::${accountId}:role/${stack}-deploy-*`)];
}

function readsArchive({ accountId, archive }: StaffPolicyArgs): IamStatement[] {
  return [
    allow("ReadArchive", ["s3:GetObject", "s3:GetObjectVersion"], interpolate`${archive.bucketArn}/*`),
    allow("ListArchive", ["s3:ListBucket", "s3:ListBucketVersions"], archive.bucketArn),
    allow("ReadArchiveKey", ["kms:Decrypt"], anyKey(accountId), ofArchiveKey(archive)),
    allow("AuditMetrics", ["cloudtrail:LookupEvents", "cloudwatch:GetMetricData", "cloudwatch:GetMetricStatistics"], "*"),
  ];
}

/** Permissions of the break-glass role alone: those that a lock-out or a spoilt backup requires. */
export function breakGlassStatements({ accountId, stack, archive }: StaffPolicyArgs): IamStatement[] {
  const backup = (kind: string) => interpolate`arn:aws:backup:*:${accountId}:${kind}:*`;
  const iam = (kind: string) => interpolate`arn:aws:iam::${accountId}:${kind}/${stack}-*`;
  return [
    allow(
      "Backups",
      [
        "backup:AssociateBackupVaultMpaApprovalTeam",
        "backup:DisassociateBackupVaultMpaApprovalTeam",
        "backup:DeleteBackupVault",
        "backup:DeleteBackupVaultAccessPolicy",
        "backup:DeleteBackupVaultLockConfiguration",
        "backup:DeleteRecoveryPoint",
        "backup:PutBackupVaultAccessPolicy",
        "backup:StartRestoreJob",
        "backup:UpdateRecoveryPointLifecycle",
      ],
      [backup("backup-vault"), backup("recovery-point")],
    ),
    // A key's own policy leaves this to no other role (components/keys/policy.ts).
    allow("Keys", [...custodianOfKeys, "kms:CancelKeyDeletion", "kms:EnableKey", "kms:GetKeyPolicy"], anyKey(accountId)),
    allow(
      "Snapshots",
      ["ec2:DeleteSnapshot", "rds:DeleteDBSnapshot"],
      [interpolate`arn:aws:ec2:*::snapshot/*`, interpolate`arn:aws:rds:*:${accountId}:snapshot:*`],
    ),
    allow(
      "Access",
      [
        "iam:AttachRolePolicy",
        "iam:DetachRolePolicy",
        "iam:PutRolePermissionsBoundary",
        // Ends the sessions of a compromised role.
        "iam:PutRolePolicy",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateRole",
      ],
      iam("role"),
    ),
    allow("AccessPolicies", ["iam:CreatePolicyVersion", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"], iam("policy")),
    allow(
      "SecondFactors",
      ["iam:DeactivateMFADevice", "iam:DeleteLoginProfile", "iam:ListMFADevices", "iam:PutUserPolicy", "iam:UpdateAccessKey"],
      [interpolate`arn:aws:iam::${accountId}:user/*@*`],
    ),
    allow("VirtualSecondFactors", ["iam:DeleteVirtualMFADevice"], interpolate`arn:aws:iam::${accountId}:mfa/*`),
    // What their buckets' policies let no other role delete: releases, and previous versions of Pulumi's state.
    allow(
      "KeptVersions",
      ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:ListBucketVersions"],
      ["*-releases-", `${stack}-pulumi-state-`].flatMap((name) =>
        ["", "/*"].map((rest) => interpolate`arn:aws:s3:::${name}${accountId}${rest}`),
      ),
    ),
    allow("ArchiveSettings", ["s3:GetBucketPolicy", "s3:PutBucketPolicy"], archive.bucketArn),
  ];
}
