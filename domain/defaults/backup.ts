import type { Region } from "./regions.ts";

/** Resource types of a store that AWS Backup keeps, as its restore testing names them, each with the pattern of its ARNs. */
export const protectedTypes = {
  RDS: "arn:aws:rds:*:*:db:*",
  EFS: "arn:aws:elasticfilesystem:*:*:file-system/*",
  S3: "arn:aws:s3:::*",
} as const;

/** A type of {@link protectedTypes}. */
export type ProtectedType = keyof typeof protectedTypes;

/** All of them. */
export const everyType = ["RDS", "EFS", "S3"] as const satisfies readonly ProtectedType[];

/**
 * Parameters of a restore test, by type; AWS Backup refuses other keys. RDS's list is longer, its rest has no use here
 * (docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html, "Overridable metadata").
 */
export const restoreOverrides = {
  RDS: ["dbSubnetGroupName", "multiAz", "publiclyAccessible", "vpcSecurityGroupIds"],
  EFS: ["kmsKeyId"],
  S3: ["encryptionType", "kmsKey"],
} as const satisfies Readonly<Record<ProtectedType, readonly string[]>>;

/** The types that can be restored to any second (docs.aws.amazon.com/aws-backup/latest/devguide/point-in-time-recovery.html). */
export const continuousTypes = ["RDS", "S3"] as const satisfies readonly ProtectedType[];

/**
 * The types that a logically air-gapped vault takes. Databases of RDS are not among them, Aurora's are
 * (docs.aws.amazon.com/aws-backup/latest/devguide/backup-feature-availability.html, "Feature availability by resource").
 */
export const airGappedTypes = ["EFS", "S3"] as const satisfies readonly ProtectedType[];

/** The tag by which the plans find what they keep; its value is the stack's name. */
export const backupTag = "backup";

/** The tag of what no backup has to keep; its value says why. */
export const notBackedUpTag = "not-backed-up";

/** The policies that AWS wants on the roles of its service: what may be read for a backup, and what may be made for a restore. */
export const servicePolicies = {
  backup: [
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
    "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup",
  ],
  restore: [
    "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForS3Restore",
  ],
} as const;

/**
 * Minutes after a rule's time within which AWS Backup begins, the least that it takes; and for how many minutes before a database's
 * window, and in it, it refuses to begin (docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html).
 */
export const startMinutes = { within: 60, clearOfWindows: 60 } as const;

/** Minimum days in cold storage: AWS charges for them in any case. Only backups of EFS move to it. */
export const minDaysCold = 90;

/** Maximum days that continuous backups reach back. */
export const maxContinuousDays = 35;

/** Maximum retention of AWS Backup, in days. */
export const maxRetentionDays = 36500;

/**
 * Actions on a vault for the break-glass role alone: delete what is in it, shorten its retention, or remove the lock or this refusal.
 * The first three are what AWS's control asks for (docs.aws.amazon.com/aws-backup/latest/devguide/controls-and-remediation.html).
 */
export const refusedOnVaults = [
  "backup:DeleteRecoveryPoint",
  "backup:UpdateRecoveryPointLifecycle",
  "backup:PutBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:DeleteBackupVault",
  "backup:DisassociateRecoveryPoint",
] as const;

/**
 * Actions on an air-gapped vault for the break-glass role alone: those, and to say whose approval opens it to another account. To associate
 * the first team requires no consent (docs.aws.amazon.com/aws-backup/latest/devguide/multipartyapproval-tasks-requester.html).
 */
export const refusedOnAirGapped = [
  ...refusedOnVaults,
  "backup:AssociateBackupVaultMpaApprovalTeam",
  "backup:DisassociateBackupVaultMpaApprovalTeam",
] as const;

/** Actions on backups that no role of CI may take, whatever the vault: it makes vaults and their policies, and empties and opens none. */
export const neverByDeployments = [
  "backup:AssociateBackupVaultMpaApprovalTeam",
  // Reads a bucket's backup without a restore, and may hand it to another account (docs.aws.amazon.com/aws-backup/latest/devguide/backup-access-points.html).
  "backup:CreateBackupAccessPoint",
  "backup:DeleteRecoveryPoint",
  "backup:Disassociate*",
  "backup:PutBackupVaultSharingPolicy",
  "backup:UpdateRecoveryPointLifecycle",
] as const;

/** Actions on backups that no role of a store may take, in as few characters as a boundary has left. */
export const neverByStores = [
  "backup:Associate*",
  "backup:CreateBackupA*",
  "backup:Delete*",
  "backup:Disassociate*",
  "backup:PutBackup*",
  "backup:UpdateRecovery*",
] as const;

/** Events that a vault sends to the topic itself, since EventBridge has none for them. */
export const vaultEvents = ["S3_BACKUP_OBJECT_FAILED"] as const;

/** The rules of a store's backup plans. */
export const backupRules = ["continuous", "daily", "weekly", "monthly"] as const;

/** One of {@link backupRules}. */
export type BackupRule = (typeof backupRules)[number];

/** Days of the week, as AWS's cron expressions name them but for the case. */
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** One of {@link weekdays}. */
export type Weekday = (typeof weekdays)[number];

/** Names of the stack's own vault and of those that copies go to; known in advance, so that policies and the command line can hold them. */
export const vaultNames = (stack: string) => ({
  own: `${stack}-backup`,
  copies: `${stack}-backup-copy`,
  airGapped: `${stack}-backup-air-gapped`,
});

/** Names of the roles that back up and restore. */
export const backupRoleNames = (stack: string) => ({ backup: `${stack}-backup`, restore: `${stack}-restore` });

/** Names in an account stack for copies of other accounts' stores: a vault for each store, 50 characters at most, and the role that brings copies back. */
export const copyNames = (account: string) => ({ vaultOf: (store: string) => `${account}-${store}`, role: `${account}-copies` });

/** Name of the restore testing plan, in which AWS allows letters, digits and underscores only. */
export const restoreTestingName = (stack: string): string => `${stack.replaceAll("-", "_")}_restore_tests`;

/** Hours without a new backup, or a new copy, after which an alarm fires: two hours after a daily one is due; copies have another day. */
export const alarmHours = { backup: 26, copy: 50 } as const;

/** Hours for which what a restore test restored is kept, to be looked at. */
export const validationHours = 4;

/**
 * The Region that copies go to unless the settings name another: far enough for another storm and power grid, and under the same law
 * where AWS has a second Region there that needs no opt-in. It has not for Seoul, Mumbai, Singapore, Sydney, Montreal, London and
 * São Paulo; who must keep data in one of these countries sets `backup.copyRegion` to what the law allows.
 */
export const partnerRegions: Readonly<Record<Region, Region>> = {
  "ap-northeast-1": "ap-northeast-3",
  "ap-northeast-2": "ap-northeast-1",
  "ap-northeast-3": "ap-northeast-1",
  "ap-south-1": "ap-southeast-1",
  "ap-southeast-1": "ap-southeast-2",
  "ap-southeast-2": "ap-southeast-1",
  "ca-central-1": "us-east-2",
  "eu-central-1": "eu-west-1",
  "eu-north-1": "eu-central-1",
  "eu-west-1": "eu-central-1",
  "eu-west-2": "eu-west-1",
  "eu-west-3": "eu-central-1",
  "sa-east-1": "us-east-1",
  "us-east-1": "us-west-2",
  "us-east-2": "us-west-2",
  "us-west-1": "us-west-2",
  "us-west-2": "us-east-2",
};
