import { DescribeRestoreJobCommand, StartRestoreJobCommand } from "@aws-sdk/client-backup";
import {
  CopyDBSnapshotCommand,
  ModifyDBInstanceCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
  RestoreDBInstanceToPointInTimeCommand,
} from "@aws-sdk/client-rds";
import { UserError } from "../offline/faults.ts";
import { type Aws, tell } from "./aws.ts";
import { type Call, unknownsOf } from "./calls.ts";
import { differences } from "./database.ts";
import { earlierRestore } from "./files.ts";
import type { Plan } from "./plan.ts";
import { databaseOf, snapshotOf } from "./read-sources.ts";
import type { Action } from "./step.ts";

/** Dependencies of a run. */
export interface Dependencies {
  readonly aws: Aws;
  /** Says how far it is. */
  readonly report: (line: string) => void;
  /** Waits between two looks. */
  readonly pause: () => Promise<void>;
}

/**
 * Does the steps of a plan that `--yes` may do, one after the other; what an earlier run did is not done again. Throws a UserError
 * where AWS refuses, where a restore fails, and where what was restored is not as safe as the store's own.
 */
export async function run(plan: Plan, around: Dependencies): Promise<void> {
  refuseUnknown(plan);
  let jobId = earlierRestore(plan.context)?.id;
  for (const [i, { title, done, actions = [] }] of plan.restore.entries()) {
    around.report(`${i + 1}/${plan.restore.length}  ${title}${done === undefined ? "" : `: done, ${done}`}`);
    if (done !== undefined) continue;
    for (const action of actions) {
      if (action.kind === "call") jobId = (await make(action.call, around.aws)) ?? jobId;
      else if (action.kind === "wait-for-files") await waitForFiles(jobId, around);
      else if (action.kind === "wait-for-snapshot") await waitForSnapshot(action.identifier, around);
      else if (action.kind === "wait-for-database") await waitForDatabase(action, around);
      else await checkDatabase(action.identifier, plan, around);
    }
  }
}

/** A command with a variable is for a shell. */
function refuseUnknown({ restore }: Plan): void {
  const calls = restore.filter(({ done }) => done === undefined).flatMap(({ actions = [] }) => actions);
  const unknown = new Set(calls.flatMap((action) => (action.kind === "call" ? unknownsOf(action.call) : [])));
  if (unknown.size === 0) return;
  const names = [...unknown].map((name) => `$${name}`).join(", ");
  throw new UserError(`--yes: got no value of ${names} from AWS; look it up, and run the plan's commands by hand`);
}

/** Makes a call; the id of a restore job where it starts one. */
async function make({ operation, input }: Call, { rds, backup, region }: Aws): Promise<string | undefined> {
  return await tell(`${operation} in ${region}`, async () => {
    switch (operation) {
      case "StartRestoreJob":
        return (await backup.send(new StartRestoreJobCommand(input))).RestoreJobId;
      case "CopyDBSnapshot":
        await rds.send(new CopyDBSnapshotCommand(input));
        break;
      case "RestoreDBInstanceToPointInTime":
        await rds.send(new RestoreDBInstanceToPointInTimeCommand(input));
        break;
      case "RestoreDBInstanceFromDBSnapshot":
        await rds.send(new RestoreDBInstanceFromDBSnapshotCommand(input));
        break;
      case "ModifyDBInstance":
        await rds.send(new ModifyDBInstanceCommand(input));
    }
    return undefined;
  });
}

type DatabaseWait = Extract<Action, { kind: "wait-for-database" }>;

async function waitForDatabase({ identifier, password }: DatabaseWait, around: Dependencies): Promise<void> {
  for (;;) {
    const database = await databaseOf(around.aws, identifier);
    if (!database) throw new UserError(`${identifier}: it is gone, expected it to be restored`);
    if (/^(failed|incompatible|storage-full|inaccessible)/.test(database.status))
      throw new UserError(`${identifier}: got the status ${database.status}, expected available; \`aws rds describe-events\` says why`);
    if (database.status === "available" && (database.managedPassword || !password)) return;
    around.report(`     ${identifier}: ${database.status}${database.status === "available" ? ", waiting for its password" : ""}`);
    await around.pause();
  }
}

async function waitForSnapshot(identifier: string, around: Dependencies): Promise<void> {
  for (;;) {
    const status = await snapshotOf(around.aws, identifier);
    if (status === "available") return;
    if (status !== "creating" && status !== "copying" && status !== "pending")
      throw new UserError(`${identifier}: got a snapshot that is ${status ?? "missing"}, expected available`);
    around.report(`     snapshot ${identifier}: ${status}`);
    await around.pause();
  }
}

async function waitForFiles(jobId: string | undefined, around: Dependencies): Promise<void> {
  const { backup, region } = around.aws;
  for (;;) {
    const job = await tell(`restore job ${jobId} in ${region}`, () => backup.send(new DescribeRestoreJobCommand({ RestoreJobId: jobId })));
    if (job.Status === "COMPLETED") return;
    if (job.Status === "FAILED" || job.Status === "ABORTED")
      throw new UserError(`restore job ${jobId}: ${job.Status} (${job.StatusMessage ?? "without a reason"}), expected COMPLETED`);
    around.report(`     restore job ${jobId}: ${job.Status}, ${job.PercentDone ?? "0.00%"}`);
    await around.pause();
  }
}

async function checkDatabase(identifier: string, { context }: Plan, { aws }: Dependencies): Promise<void> {
  const database = await databaseOf(aws, identifier);
  if (!database) throw new UserError(`${identifier}: it is gone, expected it to be restored`);
  const wrong = differences(database, context.request, context.values);
  if (wrong.length > 0) throw new UserError(wrong.join("\n"));
}
