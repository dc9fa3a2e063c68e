import { z } from "zod";
import { allowedKey } from "./request.ts";
import { readOne, type Table, textOf } from "./table.ts";

const ranges = z.array(z.union([z.cidrv4(), z.cidrv6()]));

/** The ranges (CIDR) that are never blocked. Throws if the stack has put none into the table: better no block than a wrong one. */
export async function allowedRanges(table: Table): Promise<string[]> {
  const row = await readOne(table, allowedKey.key, allowedKey.at);
  if (!row) throw new Error(`${table.name} has no list of allowed ranges, expected pulumi up to have written it`);
  return ranges.parse(JSON.parse(textOf(row, "ranges")));
}
