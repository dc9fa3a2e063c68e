// Records what X-Cart's own classes take requests for into tests/fixtures/xcart/reading.jsonl: requests in random spellings, each with the
// answer. Where a checkout of X-Cart is:
//   node tests/support/xcart/reading/record.ts CHECKOUT
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { answerOf, fixture, type Recorded } from "./answers.ts";
import { Dice } from "./dice.ts";
import { askPhp, phpServer } from "./php-server.ts";
import { spelledRequest } from "./spellings.ts";
import type { Argument } from "./words.ts";

const words: readonly [Argument, ...Argument[]] = [
  ["target", "login"],
  ["target", "recover_password"],
  ["target", "force_change_password"],
  ["target", "checkout"],
  ["target", "customer_attachments"],
  ["target", "paypal_commerce_platform"],
  ["action", "login"],
  ["action", "add"],
  ["action", "checkout"],
  ["action", "create_order"],
  ["action", "card_setup"],
];

const [checkout] = process.argv.slice(2);
if (checkout === undefined) throw new Error("expected a checkout of X-Cart");
const server = await phpServer(join(import.meta.dirname, "xcart.php"), { XCART: checkout });
try {
  const dice = new Dice(5);
  const lines: string[] = [];
  while (lines.length < 800) {
    const sent = spelledRequest(dice, words);
    if (sent.method === "HEAD") continue;
    const request = { ...sent, body: Buffer.from(sent.body ?? []).toString("latin1") };
    lines.push(JSON.stringify({ request, answer: answerOf(await askPhp(server, sent)) } satisfies Recorded));
  }
  mkdirSync(dirname(fixture), { recursive: true });
  writeFileSync(fixture, `${lines.join("\n")}\n`);
} finally {
  await server.stop();
}
