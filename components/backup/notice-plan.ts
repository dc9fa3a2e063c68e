import type { Input } from "@pulumi/pulumi";
import { refusedOnAirGapped, refusedOnVaults } from "../../domain/defaults/backup.ts";
import { callShown, type NoticePlan } from "../alarms/notice-plan.ts";

/** The vault that is listened to. */
export interface NoticeArgs {
  readonly vaultName: string;
  readonly vaultArn: Input<string>;
  /** Name of the air-gapped vault, of which is told who lays hands on it. @default - none */
  readonly airGapped?: string | undefined;
}

/** Calls that weaken a vault, by the name that CloudTrail gives them; refused ones are told as well. */
const calls = (refused: readonly string[]) => [
  ...refused.map((action) => action.slice("backup:".length)),
  "PutBackupVaultLockConfiguration",
];

/**
 * Notices about a vault, by AWS Backup's own events
 * (docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html) and, where the account has a trail, by CloudTrail's.
 */
export function backupNotices({ vaultName, vaultArn, airGapped }: NoticeArgs): NoticePlan[] {
  const source = ["aws.backup"];
  const job = { resource: "$.detail.resourceArn", state: "$.detail.state", why: "$.detail.statusMessage" };
  return [
    {
      name: "jobs",
      meaning: "A backup failed, or is incomplete",
      runbook: "backup-jobs",
      pattern: {
        source,
        "detail-type": ["Backup Job State Change"],
        detail: { state: ["FAILED", "EXPIRED", "ABORTED", "PARTIAL"], backupVaultName: [vaultName] },
      },
      shown: job,
    },
    {
      name: "copies",
      meaning: "A backup was not copied",
      runbook: "backup-jobs",
      pattern: {
        source,
        "detail-type": ["Copy Job State Change"],
        detail: { state: ["FAILED", "PARTIAL"], sourceBackupVaultArn: [vaultArn] },
      },
      shown: { ...job, to: "$.detail.destinationBackupVaultArn" },
    },
    {
      name: "continuous",
      meaning: "A continuous backup stopped: the newest restore is now the last snapshot",
      runbook: "backup-jobs",
      pattern: { source, "detail-type": ["Recovery Point State Change"], detail: { status: ["STOPPED"], backupVaultName: [vaultName] } },
      shown: { resource: "$.detail.resourceArn", state: "$.detail.status", time: "$.time" },
    },
    ...(airGapped === undefined ? vaultNotices([vaultName]) : vaultNotices([vaultName, airGapped], refusedOnAirGapped)),
  ];
}

/** Notices about vaults themselves: changes, and attempts to change them. */
export function vaultNotices(names: readonly string[], refused: readonly string[] = refusedOnVaults): NoticePlan[] {
  return [
    {
      name: "vault",
      meaning: "The backup vault was changed",
      runbook: "backup-lock",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Backup Vault State Change"],
        detail: { state: ["MODIFIED", "DELETED"], backupVaultName: names },
      },
      shown: { state: "$.detail.state", locked: "$.detail.isLocked", time: "$.time" },
    },
    {
      name: "calls",
      meaning: "An attempt to weaken the backup vault",
      runbook: "backup-lock",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["AWS API Call via CloudTrail"],
        detail: { eventSource: ["backup.amazonaws.com"], eventName: calls(refused), requestParameters: { backupVaultName: names } },
      },
      shown: callShown,
    },
  ];
}
