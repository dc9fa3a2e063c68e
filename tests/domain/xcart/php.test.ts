import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { z } from "zod";
import type { PhpArguments } from "../../../domain/xcart/php.ts";
import { type PhpRequest, phpRequest } from "../../../domain/xcart/reading.ts";
import type { Server } from "../../support/emulators/server.ts";
import { Dice } from "../../support/xcart/reading/dice.ts";
import { askPhp, phpServer } from "../../support/xcart/reading/php-server.ts";
import { spelledRequest } from "../../support/xcart/reading/spellings.ts";
import type { Argument } from "../../support/xcart/reading/words.ts";

let php: Server;
beforeAll(async () => {
  php = await phpServer(join(import.meta.dirname, "../../support/xcart/reading/dump.php"));
});
afterAll(() => php.stop());

const shown = z.array(z.tuple([z.string(), z.string().nullable()]));
const answer = z.object({ get: shown, post: shown, cookie: shown });

const hex = (text: string) => Buffer.from(text, "latin1").toString("hex");
const inHex = (found: PhpArguments) => [...found].map(([name, value]) => [hex(name), value === null ? null : hex(value)]);
/** In the order of names: PHP's own order is of no use to X-Cart. */
const sorted = (list: readonly (readonly (string | null)[])[]) => list.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
const ours = ({ get, post, cookie }: PhpRequest) => ({
  get: sorted(inHex(get)),
  post: sorted(inHex(post)),
  cookie: sorted(inHex(cookie)),
});

const words: readonly [Argument, ...Argument[]] = [
  ["target", "login"],
  ["target", "recover_password"],
  ["action", "checkout"],
  ["action", "add"],
];

test.each([1, 2, 3, 4])("PHP makes of a request what the reading says (seed %i)", async (seed) => {
  const dice = new Dice(seed);
  let bodies = 0;
  for (let i = 0; i < 500; i++) {
    const sent = { ...spelledRequest(dice, words), method: dice.pick(["POST", "POST", "POST", "PUT"]) };
    const { get, post, cookie } = answer.parse(await askPhp(php, sent));
    bodies += post.length > 0 ? 1 : 0;
    const asText = { ...sent, body: Buffer.from(sent.body ?? []).toString("latin1") };
    expect({ request: asText, ...ours(phpRequest(sent)) }).toEqual({
      request: asText,
      get: sorted(get),
      post: sorted(post),
      cookie: sorted(cookie),
    });
  }
  expect(bodies).toBeGreaterThan(200);
});
