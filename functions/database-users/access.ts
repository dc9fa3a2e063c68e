import { setTimeout as sleep } from "node:timers/promises";
import type { Connection } from "mysql2/promise";
import { codeOf, connect, isBroken } from "../mysql/connection.ts";
import { masterIn } from "./secrets.ts";
import type { Tools } from "./tools.ts";

/** Who connects. */
interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Connects to the store's database, wherever a secret says that it is. Throws mysql2's errors, which have no password in them. */
export async function connectAs({ settings }: Tools, credentials: Credentials): Promise<Connection> {
  const { host, port, schema: database, certificateFile } = settings;
  return await connect({ host, port, database, certificateFile, ...credentials });
}

/** Connects as the master user, whose password RDS may be changing at the moment. Throws the last error when patience ends. */
export async function connectAsMaster(tools: Tools): Promise<Connection> {
  return await patiently(tools, async () => await connectAs(tools, await masterIn(tools)));
}

/** Tries again while the database is away or refuses a password, until patience ends; then throws what it met last. */
export async function patiently<T>({ pace, deadline }: Tools, attempt: () => Promise<T>): Promise<T> {
  const end = Math.min(deadline, Date.now() + pace.patience);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const mayPass = codeOf(error) === "ER_ACCESS_DENIED_ERROR" || isBroken(error);
      if (!mayPass || Date.now() + pace.poll > end) throw error;
    }
    await sleep(pace.poll);
  }
}
