import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { isRecord } from "../../../domain/values.ts";

/** Where and as whom a restored database is reached. Lives in memory only. */
export interface Access {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** PEM file of who may have signed the server's certificate. */
  readonly certificateFile: string;
}

/** Milliseconds for a connection to come about. */
const connectTimeout = 10_000;

/** Connects over TLS 1.2 or newer, the server's certificate and name verified, for reading only. Throws mysql2's errors. */
export async function connect({ certificateFile, ...server }: Access): Promise<Connection> {
  const connection = await createConnection({
    ...server,
    connectTimeout,
    ssl: { ca: readFileSync(certificateFile, "utf8"), minVersion: "TLSv1.2", rejectUnauthorized: true, verifyIdentity: true },
    supportBigNumbers: true,
  });
  // An error outside a query would end the function; the next query reports it.
  connection.on("error", () => {});
  await connection.query("SET SESSION TRANSACTION READ ONLY");
  return connection;
}

/** A query took longer than there was time. Its connection is of no use any more. */
export class TooLate extends Error {}

/** The first row of an answer. Throws {@link TooLate} after `timeout` milliseconds. */
export async function firstRow(connection: Connection, sql: string, timeout: number): Promise<RowDataPacket> {
  // mysql2's own limit leaves its timer running when the connection breaks.
  const enough = new AbortController();
  const late = sleep(Math.max(1, timeout), undefined, { signal: enough.signal }).then(() => {
    throw new TooLate(`${sql}: no answer in time`);
  });
  try {
    const [rows] = await Promise.race([connection.query<RowDataPacket[]>(sql), late]);
    const row = rows[0];
    if (!row) throw new Error(`${sql}: no row in the answer`);
    return row;
  } finally {
    enough.abort();
    late.catch(() => {});
  }
}

/** mysql2's or the server's name of an error, such as `ER_ACCESS_DENIED_ERROR`. */
export const codeOf = (error: unknown): string => (isRecord(error) && typeof error.code === "string" ? error.code : "");

/** Whether the connection broke, which says nothing of the data. */
export const isBroken = (error: unknown): boolean =>
  ["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNREFUSED", "ER_SERVER_SHUTDOWN"].includes(codeOf(error));
