import { PutRestoreValidationResultCommand } from "@aws-sdk/client-backup";
import type { ValidationEvent, ValidationOutcome } from "../../domain/contracts/restore-validation.ts";
import { messageOf } from "../errors.ts";
import { type DrillEvidence, drillBefore, evidenceKey, readEvidence, sealed, writeEvidence } from "./evidence.ts";
import { examine } from "./examine.ts";
import { hasResult, isOver, lastChance, openJobs, type RestoreJob, restoreJob } from "./job.ts";
import { drillLine } from "./metrics.ts";
import { missedTargets, timesOf } from "./targets.ts";
import type { Examination, Tools } from "./tools.ts";

/**
 * Looks at the restored copy of one job, or, on a schedule, of all jobs without a result, and reports. Throws after the last job
 * what kept it from reporting any of them: the next run tries again.
 */
export async function validate(event: ValidationEvent, tools: Tools): Promise<ValidationOutcome[]> {
  const single = event["detail-type"] === "Restore Job State Change";
  const jobs = single ? [event.detail.restoreJobId] : await openJobs(tools.backup, tools.settings);
  const outcomes: ValidationOutcome[] = [];
  const errors: unknown[] = [];
  for (const id of jobs) {
    try {
      const outcome = await drill(id, tools);
      outcomes.push(outcome);
      tools.print(JSON.stringify(outcome));
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, errors.map(messageOf).join("; "));
  return outcomes;
}

async function drill(restoreJobId: string, tools: Tools): Promise<ValidationOutcome> {
  const { settings } = tools;
  const job = await restoreJob(tools.backup, restoreJobId);
  if (job.planArn !== settings.restoreTestingPlanArn) return { restoreJobId, action: "ignored", why: ["no drill of this store's plan"] };
  if (!isOver(job.status)) return { restoreJobId, action: "ignored", why: [`the job is ${job.status}`] };
  if (hasResult(job.validation)) return { restoreJobId, action: "already reported", why: [`the job's validation is ${job.validation}`] };

  const key = evidenceKey(settings.stack, job);
  // An earlier run that ended between writing and reporting.
  const earlier = await readEvidence(tools, key);
  if (earlier?.result) return await again(job, earlier.result, [...earlier.reasons, ...earlier.lookedAt], tools);

  if (Date.now() > tools.deadline) return { restoreJobId, action: "waiting", why: ["the time of this run went to other jobs"] };
  const before = await drillBefore(tools, job);
  const found = await examine(job, before, tools);
  if ("notYet" in found) {
    if (Date.now() < lastChance(job, settings).getTime()) return { restoreJobId, action: "waiting", why: [found.notYet] };
    const never: Examination = {
      lookedAt: [],
      notLookedAt: [],
      reasons: [`still, at the end of the window: ${found.notYet}`],
      measured: {},
    };
    return await conclude(job, never, before, tools);
  }
  return await conclude(job, found, before, tools);
}

/** Reports what a job's evidence says; a restore that failed has nothing but evidence. */
async function again(job: RestoreJob, result: DrillEvidence["result"], why: readonly string[], tools: Tools): Promise<ValidationOutcome> {
  await report(job, result, why, tools);
  return { restoreJobId: job.id, action: job.status === "COMPLETED" ? "reported" : "already reported", result, why };
}

/** Writes the evidence before the result: once AWS Backup has the result, it deletes the copy, which cannot be examined again. */
async function conclude(
  job: RestoreJob,
  found: Examination,
  before: DrillEvidence["comparedWith"],
  tools: Tools,
): Promise<ValidationOutcome> {
  const evidence = evidenceOf(job, found, before, tools);
  const { result, reasons, lookedAt } = evidence;
  const key = evidenceKey(tools.settings.stack, job);
  const first = await writeEvidence(tools, key, evidence).catch(async (error: unknown) => {
    await report(job, "FAILED", [`the evidence could not be written: ${messageOf(error)}`, ...reasons], tools);
    throw error;
  });
  if (!first) {
    const other = await readEvidence(tools, key);
    return await again(job, other?.result ?? "FAILED", other?.reasons ?? ["the job's evidence is not as it was written"], tools);
  }
  const { stack } = tools.settings;
  tools.print(drillLine({ stack, resourceType: job.type, succeeded: result === "SUCCESSFUL", ...evidence.times }, Date.now()));
  const why = [...reasons, ...lookedAt];
  await report(job, result, why, tools);
  return { restoreJobId: job.id, action: "reported", result, why };
}

function evidenceOf(job: RestoreJob, found: Examination, before: DrillEvidence["comparedWith"], { settings }: Tools): DrillEvidence {
  const { id, type, status, planArn, createdArn, sourceArn, recoveryPointArn, vaultArn } = job;
  const times = timesOf(job);
  const targets = type === "RDS" || type === "EFS" || type === "S3" ? settings.targets[type] : undefined;
  const reasons = [...found.reasons, ...(targets ? missedTargets(times, targets) : [])];
  return sealed({
    version: 1,
    stack: settings.stack,
    time: new Date().toISOString(),
    result: reasons.length === 0 ? "SUCCESSFUL" : "FAILED",
    reasons,
    lookedAt: found.lookedAt,
    notLookedAt: found.notLookedAt,
    job: {
      ...{ id, type, status, planArn, createdArn, sourceArn, recoveryPointArn, vaultArn },
      created: job.created.toISOString(),
      completed: job.completed?.toISOString(),
      restoredTime: job.restoredTime.toISOString(),
    },
    times,
    targets,
    measured: found.measured,
    comparedWith: before && { key: before.key, sha256: before.sha256 },
    validator: { functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION ?? "none", node: process.version },
  });
}

/** Characters of the message that AWS Backup's console shows beside the result. */
const messageLength = 1000;

async function report(job: RestoreJob, result: DrillEvidence["result"], why: readonly string[], { backup }: Tools): Promise<void> {
  // AWS Backup takes a result for what it has restored only.
  if (job.status !== "COMPLETED") return;
  const ValidationStatusMessage = why.join("; ").slice(0, messageLength);
  await backup.send(new PutRestoreValidationResultCommand({ RestoreJobId: job.id, ValidationStatus: result, ValidationStatusMessage }));
}
