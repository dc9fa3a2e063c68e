import {
  type BackupClient,
  DescribeRestoreJobCommand,
  GetRestoreJobMetadataCommand,
  paginateListRestoreJobs,
} from "@aws-sdk/client-backup";
import type { ValidationSettings } from "../../domain/contracts/restore-validation.ts";

/** One restore that AWS Backup did, or tried to do. */
export interface RestoreJob {
  readonly id: string;
  /** `COMPLETED`, `FAILED`, `ABORTED`, or not at an end. */
  readonly status: string;
  /** Reason of the status, which AWS gives for failures. */
  readonly statusMessage?: string;
  /** AWS Backup's name of the type, such as `RDS`. */
  readonly type: string;
  readonly planArn?: string;
  /** The restored resource. */
  readonly createdArn?: string;
  /** The resource that was backed up. */
  readonly sourceArn?: string;
  readonly recoveryPointArn?: string;
  readonly vaultArn?: string;
  readonly created: Date;
  readonly completed?: Date;
  /** The time that the restored data is of. */
  readonly restoredTime: Date;
  /** Bytes that AWS Backup counts for the recovery point. */
  readonly bytes?: number;
  /** `SUCCESSFUL`, `FAILED`, `TIMED_OUT` when there is a result already. */
  readonly validation?: string;
}

/** Asks AWS Backup about a restore job. Throws what the SDK throws, and an Error for a job without dates. */
export async function restoreJob(backup: BackupClient, id: string): Promise<RestoreJob> {
  const job = await backup.send(new DescribeRestoreJobCommand({ RestoreJobId: id }));
  if (!job.CreationDate) throw new Error(`restore job ${id}: no creation date, expected AWS Backup to know it`);
  return {
    id,
    status: job.Status ?? "unknown",
    statusMessage: job.StatusMessage,
    type: job.ResourceType ?? "unknown",
    planArn: job.CreatedBy?.RestoreTestingPlanArn,
    createdArn: job.CreatedResourceArn,
    sourceArn: job.SourceResourceArn,
    recoveryPointArn: job.RecoveryPointArn,
    vaultArn: job.BackupVaultArn,
    created: job.CreationDate,
    completed: job.CompletionDate,
    restoredTime: (await pointInTime(backup, id)) ?? job.RecoveryPointCreationDate ?? job.CreationDate,
    bytes: job.BackupSizeInBytes,
    validation: job.ValidationStatus,
  };
}

/** The second that a continuous backup was restored to; nothing for a snapshot. Keys of metadata are not case sensitive. */
async function pointInTime(backup: BackupClient, id: string): Promise<Date | undefined> {
  const { Metadata = {} } = await backup.send(new GetRestoreJobMetadataCommand({ RestoreJobId: id }));
  const value = Object.entries(Metadata).find(([key]) => key.toLowerCase() === "restoretime")?.[1];
  const time = value === undefined ? undefined : new Date(value);
  return time && !Number.isNaN(time.getTime()) ? time : undefined;
}

const hour = 3_600_000;

/** The plan's restore jobs that have come to an end, and for which AWS Backup waits for a result, or never will. */
export async function openJobs(backup: BackupClient, settings: ValidationSettings): Promise<string[]> {
  const ByCreatedAfter = new Date(Date.now() - (settings.validationWindowHours + 24) * hour);
  const pages = paginateListRestoreJobs({ client: backup }, { ByRestoreTestingPlanArn: settings.restoreTestingPlanArn, ByCreatedAfter });
  const open: string[] = [];
  for await (const { RestoreJobs = [] } of pages)
    for (const { RestoreJobId, Status, ValidationStatus } of RestoreJobs)
      if (RestoreJobId && isOver(Status) && !hasResult(ValidationStatus)) open.push(RestoreJobId);
  return open;
}

/** Whether nothing more will happen to a job of this status by itself. */
export const isOver = (status: string | undefined): boolean => status === "COMPLETED" || status === "FAILED" || status === "ABORTED";

/** Whether a job of this validation status takes no result any more. */
export const hasResult = (status: string | undefined): boolean => status === "SUCCESSFUL" || status === "FAILED" || status === "TIMED_OUT";

/** Last moment to give a result, an hour before AWS Backup stops waiting. */
export function lastChance(job: RestoreJob, settings: ValidationSettings): Date {
  return new Date((job.completed ?? job.created).getTime() + (settings.validationWindowHours - 1) * hour);
}
