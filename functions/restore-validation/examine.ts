import { messageOf } from "../errors.ts";
import { examineBucket } from "./bucket/examine.ts";
import { examineDatabase } from "./database/examine.ts";
import type { Before } from "./evidence.ts";
import { examineFileSystem } from "./file-system.ts";
import type { RestoreJob } from "./job.ts";
import type { Examination, NotYet, Tools } from "./tools.ts";

/** Examines what a job restored. Never throws: an error is a reason to fail the drill. */
export async function examine(job: RestoreJob, before: Before | undefined, tools: Tools): Promise<Examination | NotYet> {
  if (job.status !== "COMPLETED")
    return nothing(`the restore itself ended ${job.status}: ${job.statusMessage ?? "AWS Backup gives no reason"}`);
  try {
    switch (job.type) {
      case "RDS":
        return await examineDatabase(job, before, tools);
      case "EFS":
        return await examineFileSystem(job, before, tools);
      case "S3":
        return await examineBucket(job, tools);
      default:
        return nothing(`${job.type}: this type cannot be examined, expected RDS, EFS or S3`);
    }
  } catch (error) {
    return nothing(`the copy could not be examined: ${messageOf(error)}`);
  }
}

const nothing = (reason: string): Examination => ({ lookedAt: [], notLookedAt: ["the restored copy"], reasons: [reason], measured: {} });
