import { isRecord } from "../../../domain/values.ts";
import type { DatabaseFacts, OrderFacts } from "./read.ts";
import { coreTables } from "./tables.ts";

/** Findings of the previous drill, and the time of its data. */
export interface DatabaseBefore {
  readonly restoredTime: string;
  /** Rows by table name without prefix. */
  readonly rows: Readonly<Record<string, number>>;
  readonly orders?: OrderFacts;
}

/** Requirements for a restored database. */
export interface DatabaseRules {
  readonly prefix: string;
  /** The time that the data is of. */
  readonly restoredTime: Date;
  /** Seconds. @default - not checked */
  readonly maximumOrderAgeSeconds?: number;
  /** Share of rows, 0 to 1, that may be gone since the drill before. */
  readonly toleratedLoss: number;
}

/** One sentence for each thing that is wrong with a restored database. */
export function faultsOf(found: DatabaseFacts, before: DatabaseBefore | undefined, rules: DatabaseRules): string[] {
  const known = (name: string) => name in found.tables || name in found.broken || found.unread.includes(name);
  if (!coreTables.some(({ name }) => known(name))) return [`tables: got none of X-Cart's with the prefix ${rules.prefix}, expected all`];
  const missing = coreTables.filter(({ name }) => !known(name)).map(({ name }) => rules.prefix + name);
  return [
    ...(missing.length > 0 ? [`tables: ${missing.join(", ")} missing`] : []),
    ...Object.entries(found.broken).map(([name, why]) => `${rules.prefix}${name}: cannot be read: ${why}`),
    ...coreTables
      .filter(({ name }) => found.unread.includes(name))
      .map(({ name }) => `${rules.prefix}${name}: not read, no time was left for it`),
    ...emptyTables(found, rules),
    ...(before ? lostRows(found, before, rules) : []),
    ...orderFaults(found.orders, before, rules),
  ];
}

function emptyTables({ tables }: DatabaseFacts, { prefix }: DatabaseRules): string[] {
  return coreTables
    .filter(({ name, rows }) => rows === "always" && tables[name]?.rows === 0)
    .map(({ name }) => `${prefix}${name}: empty, expected the rows that every installed store has`);
}

function lostRows({ tables }: DatabaseFacts, before: DatabaseBefore, { prefix, toleratedLoss }: DatabaseRules): string[] {
  return coreTables.flatMap(({ name, rows }) => {
    const [now, then] = [tables[name]?.rows, before.rows[name]];
    if (rows === "volatile" || now === undefined || then === undefined) return [];
    return tooFew(`${prefix}${name}`, now, then, toleratedLoss, before.restoredTime);
  });
}

function tooFew(what: string, now: number, then: number, toleratedLoss: number, since: string): string[] {
  const min = Math.ceil(then * (1 - toleratedLoss));
  return now < min ? [`${what}: got ${now} rows, expected at least ${min}: the data of ${since} had ${then}`] : [];
}

function orderFaults(found: OrderFacts | undefined, before: DatabaseBefore | undefined, rules: DatabaseRules): string[] {
  if (!found) return [];
  const then = before?.orders;
  const { maximumOrderAgeSeconds: max, restoredTime, toleratedLoss } = rules;
  const age = found.newest === undefined ? undefined : Math.round((restoredTime.getTime() - Date.parse(found.newest)) / 1000);
  return [
    ...(then && before ? tooFew("orders", found.count, then.count, toleratedLoss, before.restoredTime) : []),
    ...(then?.newest !== undefined && (found.newest === undefined || found.newest < then.newest)
      ? [`newest order: got ${found.newest ?? "none"}, expected none older than ${then.newest}, which the drill before had seen`]
      : []),
    ...(max !== undefined && (age === undefined || age > max)
      ? [
          `newest order: got ${found.newest ?? "none"}, expected one of the last ${Math.round(max / 3600)} hours before ${restoredTime.toISOString()}`,
        ]
      : []),
  ];
}

/** Measurements of an earlier drill, read from its evidence; undefined if they are not of this form. */
export function databaseBefore(restoredTime: string, measured: Readonly<Record<string, unknown>>): DatabaseBefore | undefined {
  const { tables, orders } = measured;
  if (!isRecord(tables)) return undefined;
  const rows = Object.entries(tables).flatMap(([name, facts]) =>
    isRecord(facts) && typeof facts.rows === "number" ? [[name, facts.rows] as const] : [],
  );
  return { restoredTime, rows: Object.fromEntries(rows), orders: ordersBefore(orders) };
}

function ordersBefore(value: unknown): OrderFacts | undefined {
  if (!isRecord(value) || typeof value.count !== "number") return undefined;
  return { count: value.count, newest: typeof value.newest === "string" ? value.newest : undefined };
}
