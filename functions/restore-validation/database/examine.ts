import type { Connection } from "mysql2/promise";
import { messageOf } from "../../errors.ts";
import { type Access, isBroken } from "../../mysql/connection.ts";
import type { Before } from "../evidence.ts";
import type { RestoreJob } from "../job.ts";
import type { Examination, Tools } from "../tools.ts";
import { connectPatiently, takeOver } from "./access.ts";
import { databaseBefore, faultsOf } from "./judge.ts";
import { type DatabaseFacts, readDatabase } from "./read.ts";

/** Connections that may break before the drill fails. */
const attempts = 2;

/** Reads a restored database through SQL. Throws when it cannot be reached. */
export async function examineDatabase(job: RestoreJob, before: Before | undefined, tools: Tools): Promise<Examination> {
  // arn:aws:rds:<region>:<account>:db:<identifier>
  const identifier = job.createdArn?.split(":").at(6);
  if (!identifier) throw new Error(`restore job ${job.id}: no instance in ${job.createdArn ?? "its answer"}`);
  const access = await takeOver(identifier, tools);
  const facts = await readWithRetry(access, tools);
  const { tablePrefix: prefix, toleratedLoss = 0.1, maximumOrderAgeSeconds } = tools.settings.database;
  const then = before && databaseBefore(before.restoredTime, before.measured);
  const reasons = faultsOf(facts, then, { prefix, toleratedLoss, maximumOrderAgeSeconds, restoredTime: job.restoredTime });
  return { ...accountOf(facts, then !== undefined, maximumOrderAgeSeconds !== undefined), reasons, measured: { ...facts } };
}

async function readWithRetry(access: Access, tools: Tools): Promise<DatabaseFacts> {
  for (let attempt = 1; ; attempt += 1) {
    const connection = await connectPatiently(access, tools);
    try {
      return await readDatabase(connection, tools.settings.database.tablePrefix, tools.deadline);
    } catch (error) {
      if (!isBroken(error)) throw error;
      if (attempt === attempts)
        throw new Error(`the connection was lost ${attempts} times while tables were read: ${messageOf(error)}`, { cause: error });
    } finally {
      close(connection);
    }
  }
}

/** Closes at once: a query that was too slow may still be running, and its answer is not needed. */
const close = (connection: Connection): void => connection.destroy();

function accountOf(
  { tables, unread, orders, server }: DatabaseFacts,
  compared: boolean,
  agesChecked: boolean,
): Pick<Examination, "lookedAt" | "notLookedAt"> {
  return {
    lookedAt: [
      `MySQL ${server} over verified TLS: every row of ${Object.keys(tables).length} tables`,
      `${orders?.count ?? 0} orders, the newest of ${orders?.newest ?? "no time"}`,
      ...(compared ? ["rows and newest order compared with the drill before"] : []),
    ],
    notLookedAt: [
      ...(unread.length > 0 ? [`rows of ${unread.join(", ")}: no time was left`] : []),
      ...(compared ? [] : ["rows against an earlier drill: there is none to compare with"]),
      ...(agesChecked ? [] : ["the newest order's age: no limit is set"]),
      "whether X-Cart runs on it",
    ],
  };
}
