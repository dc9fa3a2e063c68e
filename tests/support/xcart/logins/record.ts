/*
 * Records what X-Cart's own classes take logins for, in `recorded.jsonl` beside this file, and says where ours differ:
 * `node tests/support/xcart/logins/record.ts CHECKOUT VERSION [COUNT]`. X-Cart's code runs where it is, and none of it is kept.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { reader, takenByUs, takenByXcart } from "./readers.ts";
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
writeFileSync(join(import.meta.dirname, "recorded.jsonl"), `${lines.join("\n")}\n`);
