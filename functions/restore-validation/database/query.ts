import { setTimeout as sleep } from "node:timers/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";

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
