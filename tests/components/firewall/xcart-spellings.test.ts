import { describe, expect, test } from "@jest/globals";
import type { Firewall } from "../../../cli/waf/evaluate/load.ts";
import { kindsOfRequest, readRequest, type SentRequest } from "../../../domain/xcart/reading.ts";
import { rowsOf } from "../../../domain/xcart/requests.ts";
import { Dice } from "../../support/xcart/reading/dice.ts";
import { spelledRequest } from "../../support/xcart/reading/spellings.ts";
import type { Argument } from "../../support/xcart/reading/words.ts";
import { isMarked, type MarkedKind, markedAs, markedKinds, markingRules } from "./marking.ts";

/** How many requests are tried; with another seed, others. */
const tries = 100_000;
const seed = Number(process.env.SPELLINGS_SEED ?? 52);

/** The words of the table, and some that are X-Cart's but not in it. */
const inTable = markedKinds.flatMap((kind) =>
  rowsOf(kind).flatMap(({ target, action }): Argument[] => [
    ...(target === undefined ? [] : [["target", target] as const]),
    ...(action === undefined ? [] : [["action", action] as const]),
  ]),
);
const words: readonly [Argument, ...Argument[]] = [["target", "main"], ["action", "add"], ["action", "login"], ...inTable];

/** What of the property does not hold for a request; undefined where it holds. */
function broken(rules: Firewall, sent: SentRequest): string | undefined {
  const marked = markedAs(rules, sent);
  const kinds = kindsOfRequest(sent).filter(isMarked);
  const isCallback = kinds.includes("callback") && readRequest(sent).zone === "shop";
  if (marked === undefined) return undefined;
  if (marked.includes("callback") && !isCallback) return "an exception for a payment provider's call";
  // An exception is never owed.
  const missing = kinds.filter((kind) => kind !== "callback" && !marked.includes(kind));
  return missing.length > 0 ? `not marked as ${missing.join()}` : undefined;
}

const shown = (sent: SentRequest) => JSON.stringify({ ...sent, body: Buffer.from(sent.body ?? []).toString("latin1") });

/** The first requests, of so many, for which the property does not hold. */
function failures(rules: Firewall, count: number): string[] {
  const dice = new Dice(seed);
  const found: string[] = [];
  for (let i = 0; i < count && found.length < 5; i++) {
    const sent = spelledRequest(dice, words);
    const why = broken(rules, sent);
    if (why !== undefined) found.push(`seed ${seed}, request ${i}, ${why}: ${shown(sent)}`);
  }
  return found;
}

describe("whatever X-Cart takes for one of our words, the web ACL marks or refuses", () => {
  test(`in ${tries} random spellings`, () => {
    expect(failures(markingRules(), tries)).toEqual([]);
  });

  test("every kind is among them, marked and not refused", () => {
    const rules = markingRules();
    const dice = new Dice(seed);
    const seen = new Map<MarkedKind, number>();
    for (let i = 0; i < 20_000; i++) {
      const sent = spelledRequest(dice, words);
      const marked = markedAs(rules, sent) ?? [];
      for (const kind of kindsOfRequest(sent).filter(isMarked)) if (marked.includes(kind)) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
    expect(markedKinds.filter((kind) => (seen.get(kind) ?? 0) < 40)).toEqual([]);
  });

  test.each<[what: string, from: string | RegExp, to: string]>([
    ["words letter by letter", "_*", ""],
    ["names without blanks", /\[\\s\\x0b"'\]\*/g, "[\"']?"],
    ["headers of parts in one line", /^\(\?i\)content-disposition.*/, "nothing"],
    ["letters as they are sent", "[aceginort]{0,5}%", "nothing"],
    ["names to their end", "%00|\\x00|", ""],
    ["later arguments by their first letter", "t[^a&%]|", "t[^&%]|"],
  ])("expressions that compare %s do not have it", (_what, from, to) => {
    const rules = markingRules((regex) => regex.replaceAll(typeof from === "string" ? from : new RegExp(from, "g"), to));
    expect(failures(rules, 30_000)).not.toEqual([]);
  });
});
