import { type Connection, escapeId, type RowDataPacket } from "mysql2/promise";
import { messageOf } from "../../errors.ts";
import { isBroken } from "../../mysql/connection.ts";
import { firstRow, TooLate } from "./query.ts";
import { coreTables, orders } from "./tables.ts";

/** Facts about one table. */
export interface TableFacts {
  /** Counted for X-Cart's own tables only. */
  readonly rows?: number;
  /** MySQL's CHECKSUM TABLE, which reads every row. */
  readonly checksum: number;
}

/** Facts about a restored database. */
export interface DatabaseFacts {
  readonly server: string;
  /** Tables by name without prefix. */
  readonly tables: Readonly<Record<string, TableFacts>>;
  /** Names without prefix of tables for which no time was left. */
  readonly unread: readonly string[];
  /** The server's errors for tables that it could not read, by name without prefix. */
  readonly broken: Readonly<Record<string, string>>;
  readonly orders?: OrderFacts;
}

/** Facts about the orders, without carts. */
export interface OrderFacts {
  readonly count: number;
  /** ISO 8601. */
  readonly newest?: string;
}

/** Maximum tables. Their names are a few bytes each; a database with more of them is not X-Cart's. */
const maxTables = 5000;

/**
 * Reads all tables with the prefix inside the server, which returns a few numbers for each, however large it is. X-Cart's own
 * tables come first, then the small ones. Throws if the connection breaks.
 */
export async function readDatabase(connection: Connection, prefix: string, deadline: number): Promise<DatabaseFacts> {
  const left = () => deadline - Date.now();
  const { version } = await firstRow(connection, "SELECT VERSION() AS version", left());
  const names = await tableNames(connection, prefix);
  const [tables, broken, unread]: [Record<string, TableFacts>, Record<string, string>, string[]] = [{}, {}, []];
  let found: OrderFacts | undefined;
  for (const name of names) {
    if (unread.length > 0 || left() <= 0) {
      unread.push(name);
      continue;
    }
    try {
      if (name === orders.table) found = await readOrders(connection, prefix, left());
      tables[name] = await readTable(connection, prefix, name, left);
    } catch (error) {
      if (isBroken(error)) throw error;
      if (error instanceof TooLate) unread.push(name);
      else broken[name] = messageOf(error);
    }
  }
  return { server: String(version), tables, unread, broken, orders: found };
}

const order = new Map(coreTables.map(({ name }, index) => [name, index]));

async function tableNames(connection: Connection, prefix: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name FROM information_schema.TABLES
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE' ORDER BY COALESCE(DATA_LENGTH, 0), TABLE_NAME LIMIT ${maxTables}`,
  );
  const names = rows.map(({ name }) => String(name)).filter((name) => name.startsWith(prefix));
  return names.map((name) => name.slice(prefix.length)).sort((one, other) => rank(one) - rank(other));
}

const rank = (name: string): number => order.get(name) ?? order.size;

async function readTable(connection: Connection, prefix: string, name: string, left: () => number): Promise<TableFacts> {
  const table = escapeId(prefix + name, true);
  const rows = order.has(name) ? Number((await firstRow(connection, `SELECT COUNT(*) AS n FROM ${table}`, left())).n) : undefined;
  const { Checksum } = await firstRow(connection, `CHECKSUM TABLE ${table} EXTENDED`, left());
  if (Checksum === null) throw new Error("no checksum: the server cannot read the table");
  return { rows, checksum: Number(Checksum) };
}

async function readOrders(connection: Connection, prefix: string, timeout: number): Promise<OrderFacts> {
  const { table, time, isOrder } = orders;
  const sql = `SELECT COUNT(*) AS count, MAX(${escapeId(time)}) AS newest
    FROM ${escapeId(prefix + table, true)} WHERE ${isOrder} = 1`;
  const { count, newest } = await firstRow(connection, sql, timeout);
  const at = newest === null ? undefined : new Date(Number(newest) * 1000).toISOString();
  return { count: Number(count), newest: at };
}
