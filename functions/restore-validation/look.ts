import { messageOf } from "../errors.ts";
import { lookAtBucket } from "./bucket/look.ts";
import { lookAtDatabase } from "./database/look.ts";
import type { Before } from "./evidence.ts";
import { lookAtFileSystem } from "./file-system.ts";
import type { RestoreJob } from "./job.ts";
import type { Look, NotYet, Tools } from "./tools.ts";

/** Looks at what a job restored. Never throws: what keeps it from looking is a reason to fail the drill. */
export async function lookAt(job: RestoreJob, before: Before | undefined, tools: Tools): Promise<Look | NotYet> {
  if (job.status !== "COMPLETED")
    return nothing(`the restore itself ended ${job.status}: ${job.statusMessage ?? "AWS Backup gives no reason"}`);
  try {
    switch (job.type) {
      case "RDS":
        return await lookAtDatabase(job, before, tools);
      case "EFS":
        return await lookAtFileSystem(job, before, tools);
      case "S3":
        return await lookAtBucket(job, tools);
      default:
        return nothing(`${job.type}: no way of looking at this type, expected RDS, EFS or S3`);
    }
  } catch (error) {
    return nothing(`the copy could not be looked at: ${messageOf(error)}`);
  }
}

const nothing = (reason: string): Look => ({ lookedAt: [], notLookedAt: ["the restored copy"], reasons: [reason], measured: {} });
