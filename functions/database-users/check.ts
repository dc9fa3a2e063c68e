import { setTimeout as sleep } from "node:timers/promises";
import { databaseUserMetrics } from "../../domain/contracts/database-users.ts";
import { type DatabaseUserName, databaseUserNames } from "../../domain/defaults/database-users.ts";
import { type MetricValues, metricLine } from "../emf.ts";
import { messageOf } from "../errors.ts";
import { patiently } from "../mysql/patience.ts";
import { connectAs } from "./access.ts";
import { userIn } from "./secrets.ts";
import type { Tools } from "./tools.ts";

/** State of one user. */
interface UserState {
  readonly user: DatabaseUserName;
  /** Reason for which its current password does not open the database. @default - it does */
  readonly fault?: string;
  /** @default - it has no password yet */
  readonly ageDays?: number;
}

const millisecondsADay = 86_400_000;

/** Prints the metrics of both users: whether their current passwords work, and how old they are. */
export async function checkUsers(tools: Tools): Promise<void> {
  // A database that fails over comes back within the minute.
  const patient: typeof connectAs = (_, credentials) => patiently(tools, () => connectAs(tools, credentials));
  for (const user of databaseUserNames) tell(await stateOf(user, tools, patient), tools);
}

/** Waits until both users' current passwords work, then prints their metrics. Throws the faults at the deadline. */
export async function expectUsers(tools: Tools): Promise<void> {
  for (;;) {
    const states = await Promise.all(databaseUserNames.map((user) => stateOf(user, tools, connectAs)));
    const faults = states.flatMap(({ user, fault }) => (fault === undefined ? [] : [`the database's user "${user}": ${fault}`]));
    if (faults.length === 0) {
      for (const state of states) tell(state, tools);
      return;
    }
    if (Date.now() + tools.pace.poll > tools.deadline)
      throw new Error(`${faults.join("; ")}. What to do: docs/operations/database-user-rotation.md`);
    await sleep(tools.pace.poll);
  }
}

async function stateOf(user: DatabaseUserName, tools: Tools, open: typeof connectAs): Promise<UserState> {
  const current = await userIn(tools, tools.settings.secretArns[user], { VersionStage: "AWSCURRENT" });
  if (!current) return { user, fault: "its secret has no password, since its first rotation has not succeeded yet" };
  const ageDays = (Date.now() - Date.parse(current.made)) / millisecondsADay;
  try {
    const connection = await open(tools, { user: current.username, password: current.password });
    connection.destroy();
    return { user, ageDays };
  } catch (error) {
    return { user, ageDays, fault: `its current password does not open the database: ${messageOf(error)}` };
  }
}

function tell({ user, fault, ageDays }: UserState, { print, settings: { stack } }: Tools): void {
  const values: MetricValues["values"] = {
    [databaseUserMetrics.works]: { value: fault === undefined ? 1 : 0, unit: "None" },
    ...(ageDays !== undefined && { [databaseUserMetrics.age]: { value: ageDays, unit: "None" } }),
  };
  print(metricLine({ stack, dimensions: { stack, user }, values, context: { ...(fault !== undefined && { fault }) } }, Date.now()));
}
