import { type BackupClient, type BackupJobState, DescribeBackupJobCommand, StartBackupJobCommand } from "@aws-sdk/client-backup";
import type { PatchRequest } from "../../../domain/contracts/patch-window.ts";
import type { BackupJob, Progress } from "../world.ts";

/** Minutes in which AWS Backup has to begin; less than 60 is refused (docs.aws.amazon.com/aws-backup/latest/devguide/API_StartBackupJob.html). */
const START_WINDOW_MINUTES = 60;

/** Starts an on-demand backup of each resource. The token makes a second call find the first job. */
export async function startBackups(client: BackupClient, { backup, stack }: PatchRequest, token: string): Promise<string[]> {
  const jobs = backup.resourceArns.map(async (ResourceArn, i) => {
    const { BackupJobId } = await client.send(
      new StartBackupJobCommand({
        BackupVaultName: backup.vaultName,
        IamRoleArn: backup.roleArn,
        ResourceArn,
        IdempotencyToken: `${stack}-${token}-${i}`.replaceAll(/[^A-Za-z0-9-]/g, "-"),
        StartWindowMinutes: START_WINDOW_MINUTES,
        Lifecycle: { DeleteAfterDays: backup.keepDays },
        RecoveryPointTags: { stack, purpose: "before-patching" },
      }),
    );
    if (!BackupJobId) throw new Error(`AWS Backup named no job for ${ResourceArn}`);
    return BackupJobId;
  });
  return await Promise.all(jobs);
}

/** Progress of backups. */
export async function describeBackups(client: BackupClient, ids: readonly string[]): Promise<BackupJob[]> {
  return await Promise.all(
    ids.map(async (id) => {
      const { State, StatusMessage } = await client.send(new DescribeBackupJobCommand({ BackupJobId: id }));
      return { id, progress: progressOf(State), detail: StatusMessage };
    }),
  );
}

function progressOf(state: BackupJobState | undefined): Progress {
  if (state === "COMPLETED") return "succeeded";
  // PARTIAL has no recovery point that is whole.
  return state === "CREATED" || state === "PENDING" || state === "RUNNING" ? "running" : "failed";
}
