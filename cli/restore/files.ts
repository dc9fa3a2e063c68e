import { backupRoleNames } from "../../domain/defaults/backup.ts";
import { type Call, commandOf } from "./calls.ts";
import type { RestoreContext } from "./context.ts";
import type { RestoreJob } from "./estimate.ts";
import type { Step } from "./step.ts";

/** Hours for which a restore that is not of a drill counts as an earlier run's. */
const REMEMBERED_HOURS = 48;

/** Starts the restore of the files: into a folder of the store's own file system, or into a new one. */
export function startFiles(context: RestoreContext): Step[] {
  const call = restoreCall(context);
  const job = earlierRestore(context);
  const where = context.newFiles ? "a new file system" : "a folder of their own, aws-backup-restore_<time>, beside /xcart";
  return [
    {
      title: `Restore the files into ${where}`,
      commands: [`JOB=$(${commandOf(call, "--query RestoreJobId --output text")})`],
      actions: [{ kind: "call", call }],
      done: job && `restore job ${job.id} did it: ${job.status}`,
    },
  ];
}

/** Waits for the files. */
export function finishFiles(context: RestoreContext): Step[] {
  const job = earlierRestore(context);
  return [
    {
      title: "Wait for the files",
      notes: ["COMPLETED is what it has to end with; ABORTED and FAILED say why in StatusMessage."],
      commands: [
        `job() { aws backup describe-restore-job --restore-job-id "$JOB" --query "$1" --output text; }\nwhile job Status | grep -Eq 'CREATED|PENDING|RUNNING'; do job PercentDone; sleep 30; done; job '[Status, StatusMessage, CreatedResourceArn]'`,
      ],
      actions: [{ kind: "wait-for-files" }],
      done: job?.status === "COMPLETED" ? `restore job ${job.id} is completed` : undefined,
    },
  ];
}

/** The restore of that recovery point by an earlier run: not a drill's, not failed, not of another night. */
export function earlierRestore({ request, sources, found }: RestoreContext): RestoreJob | undefined {
  const source = sources.files;
  if (source?.kind !== "point" || !found) return undefined;
  const since = request.now.minus({ hours: REMEMBERED_HOURS });
  return found.jobs
    .filter(({ pointArn, drill, status }) => pointArn === source.point.arn && !drill && !/^(FAILED|ABORTED)$/.test(status))
    .filter(({ created }) => created > since)
    .toSorted((a, b) => b.created.toMillis() - a.created.toMillis())[0];
}

function restoreCall({ request, values, sources, newFiles }: RestoreContext): Call {
  const { names, target } = request;
  const source = sources.files;
  const point = source?.kind === "point" ? source.point : undefined;
  return {
    operation: "StartRestoreJob",
    input: {
      RecoveryPointArn: point?.arn ?? values.FILES_POINT,
      ResourceType: "EFS",
      IamRoleArn: `arn:aws:iam::${values.ACCOUNT}:role/${backupRoleNames(target.stack).restore}`,
      // Asked twice, AWS Backup does it once.
      IdempotencyToken: names.token,
      Metadata: {
        "file-system-id": point?.resourceArn.split("file-system/")[1] ?? values.FILE_SYSTEM,
        newFileSystem: String(newFiles),
        CreationToken: names.token,
        Encrypted: "true",
        KmsKeyId: values.DATA_KEY,
        PerformanceMode: "generalPurpose",
      },
    },
  };
}
