import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { phpRequest, readRequest, type SentRequest } from "../../../domain/xcart/reading.ts";
import { kindNames, kindsOf, type RequestKind, rowsOf, wordOf } from "../../../domain/xcart/requests.ts";
import { spellingsOf } from "../../../domain/xcart/spellings.ts";
import { type Running, runningNode } from "../../support/shop/running.ts";
import { Dice } from "../../support/xcart/reading/dice.ts";
import { spelledRequest } from "../../support/xcart/reading/spellings.ts";
import type { Argument } from "../../support/xcart/reading/words.ts";

/** How many requests are tried; with another seed, others. */
const tries = 2500;
const seed = Number(process.env.SPELLINGS_SEED ?? 54);

let node: Running;
beforeAll(async () => {
  node = await runningNode();
}, 180_000);
afterAll(() => node.stop());

const inTable = kindNames.flatMap((kind) =>
  rowsOf(kind).flatMap(({ target, action }): Argument[] => [
    ...(target === undefined ? [] : [["target", target] as const]),
    ...(action === undefined ? [] : [["action", action] as const]),
  ]),
);
const words: readonly [Argument, ...Argument[]] = [["target", "main"], ["action", "update"], ["action", "login"], ...inTable];

/** Kinds whose limits a request must not walk round: staff's own forms are no one else's, and an upload has none. */
const limited = (zone: string): readonly RequestKind[] =>
  zone === "admin" ? ["login", "account"] : kindNames.filter((kind) => kind !== "upload");

/** What is wrong with a request that X-Cart got. */
function wrong(sent: SentRequest): string | undefined {
  const { zone, target, action, isAmbiguous } = readRequest(sent);
  const kinds = kindsOf({ target, action }).filter((kind) => limited(zone).includes(kind));
  if (kinds.length === 0) return undefined;
  const { get, post } = phpRequest(sent);
  const said = ["target", "action"].flatMap((name) => post.get(name) ?? get.get(name) ?? []);
  const table = kinds.flatMap((kind) => rowsOf(kind).flatMap((row) => [row.target ?? [], row.action ?? []].flat()));
  const odd = said.find((value) => table.some((word) => wordOf(word) === wordOf(value)) && !spellingsOf(value).includes(value));
  if (odd !== undefined) return `${odd} for ${kinds.join()}`;
  return isAmbiguous ? "it disagrees" : undefined;
}

test(`of ${tries} random requests X-Cart gets none of its limited kinds but as it spells them, and in agreement`, async () => {
  const dice = new Dice(seed);
  const found: string[] = [];
  const counts = { stopped: 0, limited: 0, other: 0 };
  for (let i = 0; i < tries; i++) {
    const sent = spelledRequest(dice, words);
    const { method, path, query, headers = [], body } = sent;
    const { status } = await node.ask({
      path: `${path}?${query}`,
      method,
      headers: Object.fromEntries(headers),
      ...(body && { body: Buffer.from(body) }),
    });
    const why = wrong(sent);
    if (status >= 400) counts.stopped += why === undefined ? 0 : 1;
    else if (why !== undefined)
      found.push(`request ${i}, ${why}: ${JSON.stringify({ ...sent, body: Buffer.from(body ?? []).toString("latin1") })}`);
    else counts[kindsOf(readRequest(sent)).length > 0 ? "limited" : "other"]++;
  }
  expect(found).toEqual([]);
  // Each of the three is really among them.
  expect(Object.values(counts).filter((count) => count < tries / 50)).toEqual([]);
}, 240_000);
