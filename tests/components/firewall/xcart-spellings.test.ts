import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import type { Firewall } from "../../../cli/waf/evaluate/load.ts";
import type { WebRequest } from "../../../cli/waf/evaluate/request.ts";
import { marks } from "../../../components/firewall/plan-labels.ts";
import { toRules } from "../../../components/firewall/rules.ts";
import { readRequest, type SentRequest } from "../../../domain/xcart/reading.ts";
import { kindsOf, type RequestKind, rowsOf } from "../../../domain/xcart/requests.ts";
import { firewall } from "../../cli/waf/firewall-fixture.ts";
import { Dice } from "../../support/xcart/reading/dice.ts";
import { type Argument, spelledRequest } from "../../support/xcart/reading/spellings.ts";
import { acting, planned } from "./plan-fixture.ts";

/** How many requests are tried; with another seed, others. */
const tries = 100_000;
const seed = Number(process.env.SPELLINGS_SEED ?? 52);

const markOf: Partial<Record<RequestKind, string>> = {
  login: marks.form("login"),
  account: marks.form("account"),
  checkout: marks.form("checkout"),
  order: marks.form("order"),
  search: marks.search,
};
const marked: readonly RequestKind[] = ["login", "account", "checkout", "order", "search"];

/** The words of the table, and some that are X-Cart's but not in it. */
const inTable = (["login", "account", "checkout", "order", "search", "callback"] as const).flatMap((kind) =>
  rowsOf(kind).flatMap(({ target, action }): Argument[] => [
    ...(target === undefined ? [] : [["target", target] as const]),
    ...(action === undefined ? [] : [["action", action] as const]),
  ]),
);
const words: readonly [Argument, ...Argument[]] = [["target", "main"], ["action", "add"], ["action", "login"], ...inTable];

/** The rules that mark, and the one that refuses disguises. */
const rulesAs = (change: (regex: string) => string = (regex) => regex): Firewall => {
  const rules = toRules(
    planned().filter(({ kind, name }) => kind === "label" || name === "disguised"),
    acting(),
  );
  return firewall(
    JSON.parse(JSON.stringify(rules), (key, value: unknown) => (key === "regexString" && typeof value === "string" ? change(value) : value)),
  );
};

const webRequest = ({ method, path, query = "", headers = [], body }: SentRequest): WebRequest => ({
  ...{ method, path, query, headers, body },
  address: "198.51.100.7",
});

/** What of the property does not hold for a request; undefined where it holds. */
function broken(rules: Firewall, sent: SentRequest): string | undefined {
  const { zone, target, action } = readRequest(sent);
  const kinds = kindsOf({ target, action });
  const [result] = evaluate(rules, [webRequest(sent)]);
  if (result?.verdict === "block") return undefined;
  const labels = result?.labels ?? [];
  const missing = kinds.find((kind) => markOf[kind] !== undefined && !labels.includes(markOf[kind]));
  if (missing !== undefined) return `not marked as ${missing}`;
  return labels.includes(marks.callback) && !kinds.includes("callback") && zone === "shop" ? `an exception for ${target}` : undefined;
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
    expect(failures(rulesAs(), tries)).toEqual([]);
  });

  test("every kind is among them, marked and not refused", () => {
    const rules = rulesAs();
    const dice = new Dice(seed);
    const seen = new Map<RequestKind, number>();
    for (let i = 0; i < 5000; i++) {
      const sent = spelledRequest(dice, words);
      const { target, action } = readRequest(sent);
      if (evaluate(rules, [webRequest(sent)])[0]?.verdict === "block") continue;
      for (const kind of kindsOf({ target, action })) seen.set(kind, (seen.get(kind) ?? 0) + 1);
    }
    expect([...marked, "callback" as const].filter((kind) => (seen.get(kind) ?? 0) < 50)).toEqual([]);
  });

  test.each<[what: string, change: (regex: string) => string]>([
    ["words letter by letter", (regex) => regex.replaceAll("_*", "")],
    ["names without blanks", (regex) => regex.replaceAll("[\\s\"']*", "[\"']?")],
    ["headers of parts in one line", (regex) => regex.replace(/^\(\?i\)content-disposition.*/, "nothing")],
    ["encoded letters", (regex) => regex.replace("[aceginort]{0,5}%", "nothing")],
  ])("expressions that compare %s do not have it", (_what, change) => {
    expect(failures(rulesAs(change), 20_000)).not.toEqual([]);
  });
});
