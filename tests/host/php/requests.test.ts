import { truncateSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { recordedShop } from "../../../domain/xcart/recorded-shop.ts";
import { kindNames, kindsOf, rowsOf } from "../../../domain/xcart/requests.ts";
import { spellingsOf } from "../../../domain/xcart/spellings.ts";
import { type Asked, linesOf, type Running, runningNode } from "../../support/shop/running.ts";
import { parts, plain } from "./requests/forms.ts";
import { real } from "./requests/real.ts";
import { refused } from "./requests/refused.ts";

const log = "/var/log/xcart/php.log";
const trace = "1-67890abc-0123456789abcdef01234567";
let node: Running;
beforeAll(async () => {
  node = await runningNode({ line: "5.6" });
}, 180_000);
afterAll(() => node.stop());

describe("what X-Cart would take for something else than the web ACL", () => {
  test.each(refused)("%s", async (_what, asked, why) => {
    truncateSync(node.place(log));
    const answer = await node.ask({ ...asked, from: "203.0.113.9", headers: { ...asked.headers, "x-amzn-trace-id": `Root=${trace}` } });
    expect(answer).toMatchObject({
      status: 400,
      body: expect.stringMatching(/^<!doctype html><title>Bad request<\/title>/),
      headers: { "cache-control": "no-store", "content-type": "text/html; charset=utf-8", "x-content-type-options": "nosniff" },
    });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    expect(linesOf(node, log)).toEqual([expect.stringMatching(` xcart-node: 400 for 203.0.113.9, request ${trace}: (?:.* )?${why}`)]);
  });

  test("is no login", () => {
    expect(linesOf(node, "/var/log/xcart/logins.jsonl")).toEqual([]);
  });
});

describe("what X-Cart, its add-ons and other companies send", () => {
  const pages = recordedShop.filter(({ isFile }) => !isFile).map(({ by, name, ...row }) => [`${by}: ${name}`, row] as const);
  test.each(pages)("%s", async (_name, { path, method, headers, body }) => {
    await expectTaken({ path, method, headers, ...(body !== undefined && { body }) });
  });

  test.each(real)("%s", async (_what, asked) => await expectTaken(asked));

  /** Whatever the stand-in for X-Cart says to it, of passwords for one. */
  async function expectTaken(asked: Asked): Promise<void> {
    truncateSync(node.place(log));
    expect([400, 404, 405, 413, 414]).not.toContain((await node.ask(asked)).status);
    expect(linesOf(node, log).filter((line) => line.includes("xcart-node"))).toEqual([]);
  }
});

const rows = kindNames.flatMap((kind) => rowsOf(kind).map((row) => ({ kind, ...row })));
const places = ["address", "form", "parts"] as const;

/** A word with underscores and in any letters, or as it is. */
const spelt = (word: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(word),
    fc
      .array(fc.tuple(fc.boolean(), fc.constantFrom("", "", "_", "__")), { minLength: word.length, maxLength: word.length })
      .map((ways) => ways.map(([upper, line], at) => line + (upper ? word.charAt(at).toUpperCase() : word.charAt(at))).join("")),
  );

function asked(place: (typeof places)[number], target: string, action: string): Asked {
  if (place === "parts")
    return parts([
      ["target", target],
      ["action", action],
    ]);
  const text = `target=${target}&action=${action}`;
  return place === "form" ? plain(text) : { path: `/?${text}` };
}

const statusOf = async (what: Asked) => (await node.ask(what)).status;

describe("any spelling", () => {
  const some = fc.constantFrom(...rows).chain(({ kind, target, action }) =>
    fc.record({
      place: kind === "upload" ? fc.constant("parts" as const) : fc.constantFrom(...places),
      row: fc.constant({ target, action }),
      target: spelt(target ?? "product"),
      action: spelt(action ?? "update"),
    }),
  );
  const isOurs = (asked: string | undefined, said: string) => asked === undefined || spellingsOf(asked).includes(said);

  test("of a request of the table is X-Cart's own, or refused", async () => {
    await fc.assert(
      fc.asyncProperty(some, async ({ place, row, target, action }) => {
        const own = isOurs(row.target, target) && isOurs(row.action, action);
        expect((await statusOf(asked(place, target, action))) === 400).toBe(!own);
      }),
      { numRuns: 1500 },
    );
  }, 240_000);

  test("of another one is let through", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), spelt("product"), spelt("update"), async (place, target, action) => {
        expect(await statusOf(asked(place, target, action))).toBe(200);
      }),
      { numRuns: 200 },
    );
  }, 120_000);
});

describe("address and body", () => {
  const oneOf = (which: "target" | "action") =>
    fc.option(fc.constantFrom(...new Set(rows.flatMap((row) => row[which] ?? [])), "product"), { nil: undefined });
  const [targets, actions] = [oneOf("target"), oneOf("action")];
  const of = (target: string | undefined, action: string | undefined) =>
    [target === undefined ? [] : `target=${target}`, action === undefined ? [] : `action=${action}`].flat().join("&");
  const isOne = (one: string | undefined, other: string | undefined) => one === undefined || other === undefined || one === other;

  test("agree, or are about nothing that is limited", async () => {
    await fc.assert(
      fc.asyncProperty(targets, actions, targets, actions, async (target, action, bodyTarget, bodyAction) => {
        const agree = isOne(target, bodyTarget) && isOne(action, bodyAction);
        const limited = [target, bodyTarget].some((one) => [action, bodyAction].some((two) => isLimited(one, two)));
        const status = await statusOf({ path: `/?${of(target, action)}`, ...plain(of(bodyTarget, bodyAction)) });
        expect(status === 400).toBe(!agree && limited);
      }),
      { numRuns: 800 },
    );
  }, 240_000);

  /** An upload is one only as a form in parts. */
  const isLimited = (target: string | undefined, action: string | undefined) =>
    kindsOf({ target, action }).some((kind) => kind !== "upload");
});
