/*
 * For the component that runs the function: environment, one variable `BACKUP_WATCH` with the JSON of {@link WatchSettings}; the event
 * does not matter, a schedule of one hour. Outside the VPC, 60 seconds. Actions, all that it calls:
 * - backup:DescribeBackupVault, backup:ListRecoveryPointsByBackupVault on the vaults;
 * - backup:ListCopyJobs, which knows no resource, where copies go to another account: its vault cannot be looked into from here;
 * - s3:ListBucket on the archive (condition `s3:prefix` like `restore-tests/<stack>/*`), s3:GetObject on `restore-tests/<stack>/*` in
 *   it; kms:Decrypt on its key.
 */

/** A vault that is watched. */
export interface WatchedVault {
  readonly name: string;
  readonly region: string;
  /** The expected lock, in days. */
  readonly lock: { readonly minimumDays: number; readonly maximumDays: number };
}

/** An air-gapped vault that is watched. */
export interface WatchedAirGapped extends WatchedVault {
  /** Names of what is copied into it. */
  readonly holds: readonly string[];
  /** The team that opens it to another account. @default - none */
  readonly approvalTeamArn?: string;
}

/** The function's settings, as JSON in `BACKUP_WATCH`. Nothing in it is secret. */
export interface WatchSettings {
  readonly stack: string;
  /** Resources that must have a backup, each with the name that its metrics have. */
  readonly resources: readonly { readonly name: string; readonly arn: string }[];
  /** Where backups are first, and where their copies are. */
  readonly vaults: { readonly own: WatchedVault; readonly copies: WatchedVault };
  /** @default - none */
  readonly airGapped?: WatchedAirGapped;
  /** The vault of another account that copies go to. @default - none */
  readonly copyVaultArn?: string;
  /** Where restore tests leave their evidence, and the types that are tested. */
  readonly restoreTests: { readonly types: readonly string[]; readonly bucket: string; readonly accountId: string };
}

/** The metrics, all of which have the dimension `Stack`, each with its second one. */
export const metrics = {
  /** Hours since the newest backup of a resource was begun; {@link lookBackHours} if there is none within that time. */
  backupAge: { name: "BackupAgeHours", dimension: "Resource" },
  /** The same of the copies. */
  copyAge: { name: "BackupCopyAgeHours", dimension: "Resource" },
  /** The same of copies in the air-gapped vault. */
  airGappedAge: { name: "BackupAirGappedAgeHours", dimension: "Resource" },
  /** Hours since the newest copy to another account was begun that has arrived. */
  accountCopyAge: { name: "BackupAccountCopyAgeHours", dimension: "Resource" },
  /** 1 if a vault is opened by the approval team that it should be, or 0. */
  approvalTeam: { name: "VaultApprovalTeam", dimension: "Vault" },
  /** 1 if a vault is locked as it should be, or 0. */
  locked: { name: "VaultLocked", dimension: "Vault" },
  /** Days since the newest restore test of a type that went well. */
  restoreTestAge: { name: "RestoreTestAgeDays", dimension: "ResourceType" },
} as const;

/** Hours for which backups are looked up: beyond any alarm's threshold. */
export const lookBackHours = 96;
