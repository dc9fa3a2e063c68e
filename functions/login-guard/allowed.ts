import { z } from "zod";
import { allowedKey } from "../../domain/contracts/login-guard.ts";
import { readOne, type Table, textOf } from "./table.ts";

const ranges = z.array(z.union([z.cidrv4(), z.cidrv6()]));

/** Ranges (CIDR) that are not blocked as others are. */
export interface Allowed {
  /** Never blocked. */
  readonly never: readonly string[];
  /** The staff's: blocked for their own failures on an account of staff only. */
  readonly staff: readonly string[];
}

/** Reads the addresses that the stack allows. Throws if the table has none: better no block than a wrong one. */
export async function readAllowed(table: Table): Promise<Allowed> {
  const row = await readOne(table, allowedKey.key, allowedKey.at);
  if (!row) throw new Error(`${table.name} has no list of allowed ranges, expected pulumi up to have written it`);
  return { never: ranges.parse(JSON.parse(textOf(row, "never"))), staff: ranges.parse(JSON.parse(textOf(row, "staff"))) };
}
