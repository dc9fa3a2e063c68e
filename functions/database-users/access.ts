import type { Connection } from "mysql2/promise";
import { connect } from "../mysql/connection.ts";
import { patiently } from "../mysql/patience.ts";
import { masterIn } from "./secrets.ts";
import type { Tools } from "./tools.ts";

/** Credentials of a connection. */
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
