/*
 * Records what X-Cart's own classes take logins for (`recorded.jsonl` beside this file), and what they note of them (`noted.jsonl`), and
 * says where ours differ:
 * `node tests/support/xcart/logins/record.ts CHECKOUT VERSION [COUNT]`. X-Cart's code runs where it is, and none of it is kept.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { reader, takenByUs, takenByXcart } from "./readers.ts";
import { noted, sequences } from "./sequences.ts";
import { spellings } from "./spellings.ts";

const [checkout, version, count = "1000"] = process.argv.slice(2);
if (!checkout || !version) throw new Error("usage: record.ts CHECKOUT VERSION [COUNT]");
const xcart = await reader("xcart", { XCART_CHECKOUT: checkout });
const ours = await reader("ours", { HOST_PHP: join(import.meta.dirname, "../../../../host/php") });
const lines = [JSON.stringify({ version })];
for (const spelling of fc.sample(spellings, { seed: 55, numRuns: Number(count) })) {
  const taken = takenByXcart(await xcart.read(spelling));
  const own = takenByUs(await ours.read(spelling));
  if (own !== taken) console.error(JSON.stringify({ spelling, xcart: taken, ours: own }));
  lines.push(JSON.stringify([spelling, taken]));
}
await Promise.all([xcart.stop(), ours.stop()]);
const write = (name: string, lines: readonly string[]) => writeFileSync(join(import.meta.dirname, name), `${lines.join("\n")}\n`);
write("recorded.jsonl", lines);

const rows = fc.sample(sequences, { seed: 55, numRuns: Number(count) / 10 });
const notes = await noted(checkout, rows);
const standIn = await noted(join(import.meta.dirname, "../../shop/release"), rows);
for (const [i, row] of rows.entries())
  if (JSON.stringify(notes[i]) !== JSON.stringify(standIn[i])) console.error(JSON.stringify({ row, xcart: notes[i], standIn: standIn[i] }));
write("noted.jsonl", [JSON.stringify({ version }), ...rows.map((row, i) => JSON.stringify([row, notes[i]]))]);
