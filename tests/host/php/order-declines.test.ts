import { existsSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { declineBudgets } from "../../../domain/defaults/order-declines.ts";
import { rowsOf } from "../../../domain/xcart/requests.ts";
import { valkey } from "../../support/emulators/valkey.ts";
import { type Answer, type Asked, linesOf, type Running, runningNode } from "../../support/shop/running.ts";
import { type LockedNode, sessionsCli, until } from "./login-lock-node.ts";

let node: Running;
let cli: LockedNode["cli"];
beforeAll(async () => {
  node = await runningNode({
    orderDeclines: { ...declineBudgets, actions: ["pay_now"], never: ["198.51.100.0/28"], challenge: true },
  });
  cli = sessionsCli(node);
}, 180_000);
afterAll(() => node.stop());

const log = "/var/log/xcart/order-declines.log";
const marked = (outcome: string) => node.place(`/srv/xcart/local/tmp/order-declines-${outcome}`);
const told = () => linesOf(node, log).map((line): unknown => JSON.parse(line));
beforeEach(() => {
  cli("FLUSHALL");
  truncateSync(node.place(log));
  for (const outcome of ["open", "error", "over"]) rmSync(marked(outcome), { force: true });
});

const from = "203.0.113.9";
const anywhere = (i: number) => `203.0.${i >> 8}.${i & 255}`;
const page = "https://shop.example.com/?target=checkout&browser_check=1";
const token = { cookie: "aws-waf-token=a:b" };
let carts = 0;

const older = "for _, m in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do redis.call('ZINCRBY', KEYS[1], -ARGV[1], m) end";
/** The store's declines become older. */
const pass = (seconds: number) => void cli("EVAL", older, "1", "declines:store", String(seconds * 1000));

interface Tried extends Pick<Asked, "headers" | "path"> {
  readonly from?: string;
  /** @default declined */
  readonly card?: string;
  /** @default - a new one */
  readonly cart?: number;
  /** @default target=checkout and action=checkout */
  readonly words?: Readonly<Record<string, string>>;
}

const order = ({
  card = "declined",
  cart = ++carts,
  words = { target: "checkout", action: "checkout" },
  ...asked
}: Tried): Promise<Answer> => node.ask({ from, body: { ...words, card, cart: String(cart) }, ...asked });

const count = (of = "store") => Number(cli("ZCARD", `declines:${of}`));
/** Declines are counted once the answer is out. */
const counted = (declines: number) => until(() => count() >= declines);

/** So many declines, each from somewhere else. */
async function decline(times: number): Promise<void> {
  const before = count();
  await Promise.all(Array.from({ length: times }, (_, i) => order({ from: anywhere(1000 + i), headers: token })));
  await counted(before + times);
}

describe("of the whole store", () => {
  test("the thirtieth decline, and no earlier one, leads the next order to a page that asks the browser", async () => {
    await decline(29);
    expect([count(), (await order({ card: "good" })).status, told()]).toEqual([29, 302, []]);
    expect((await order({ from: anywhere(1) })).status).toBe(302);
    await counted(30);
    const { status, headers, body } = await order({ from: anywhere(2) });
    expect([status, headers.refresh, headers["cache-control"]]).toEqual([429, `3; url=${page}`, "no-store"]);
    expect(body).toContain(`href="${page.replace("&", "&amp;")}"`);
    expect(told()).toEqual([expect.objectContaining({ event: "order-declines", outcome: "over", reason: "", stack: "shop-prod" })]);
    // What is led away is no decline.
    expect(count()).toBe(30);
  });

  test("any number of declines at once is counted exactly, once each", async () => {
    await Promise.all(Array.from({ length: 24 }, (_, i) => order({ from: anywhere(i), headers: token })));
    await counted(24);
    expect(count()).toBe(24);
  });

  test("X-Cart's JavaScript is sent there too", async () => {
    await decline(30);
    const { status, headers } = await order({ headers: { "x-requested-with": "XMLHttpRequest" } });
    expect([status, headers["ajax-response-status"], headers["ajax-location"], headers.refresh]).toEqual([429, "278", page, undefined]);
  });

  test("who has been asked, who is never looked at, and whatever is no order go on", async () => {
    await decline(30);
    for (const asked of [{ headers: token }, { from: "198.51.100.3" }, { words: { target: "checkout" } }, { path: "/admin/" }])
      expect((await order({ card: "good", ...asked })).status).not.toBe(429);
  });

  test("a decline ends with its window", async () => {
    await decline(30);
    pass(540);
    expect((await order({ card: "good" })).status).toBe(429);
    pass(61);
    expect((await order({ card: "good" })).status).toBe(302);
  });

  test("a decline that a provider tells again is as old as it was", async () => {
    const cart = ++carts;
    await order({ cart });
    await counted(1);
    pass(540);
    await order({ cart, words: { target: "callback" } });
    await order({});
    await counted(2);
    pass(61);
    await order({ card: "good" });
    expect(count()).toBe(1);
  });

  test.each([...rowsOf("order").map(({ action }) => action ?? ""), "pay_now", "Check_Out"])("%s is an order", async (action) => {
    await decline(30);
    // X-Cart's own spellings alone get as far as this.
    expect((await order({ words: { target: "checkout", action } })).status).toBe(action === "Check_Out" ? 400 : 429);
  });
});

describe("of an address", () => {
  test("the fifth decline asks its browsers, and no one else's, and rings nothing", async () => {
    for (let i = 0; i < 5; i++) expect((await order({})).status).toBe(302);
    await counted(5);
    expect([(await order({})).status, (await order({ from: anywhere(7), card: "good" })).status, told()]).toEqual([429, 302, []]);
  });

  test("a /64 is one", async () => {
    for (let i = 0; i < 5; i++) await order({ from: `2001:db8:1:2::${i}` });
    await counted(5);
    expect((await order({ from: "2001:db8:1:2:ffff::1" })).status).toBe(429);
  });
});

describe("a decline is what X-Cart noted in this request", () => {
  test.each(["good", "pending", "invalid"])("not an order that ends %s, although its cart has had one declined", async (card) => {
    const cart = ++carts;
    await order({ cart });
    await counted(1);
    cli("DEL", "declines:store", `declines:address:${from}`);
    for (let i = 0; i < 3; i++) await order({ cart, card });
    await order({});
    await counted(1);
    expect([count(), count(`address:${from}`)]).toEqual([1, 1]);
  });

  test("each of a cart's, the good card at last not", async () => {
    const cart = ++carts;
    for (const card of ["declined", "declined", "good"]) await order({ cart, card, headers: token });
    await counted(2);
    expect(count()).toBe(2);
  });

  test("what a provider tells, once however often, and not for the provider's address", async () => {
    const cart = ++carts;
    await order({ cart, card: "pending" });
    for (const target of ["payment_return", "callback", "callback"]) await order({ cart, words: { target }, from: "192.0.2.80" });
    await counted(1);
    expect([count(), cli("KEYS", "declines:address:*")]).toEqual([1, ""]);
  });

  test("and a provider's call is never led away", async () => {
    await decline(30);
    const cart = ++carts;
    await order({ cart, card: "pending", headers: token });
    expect((await order({ cart, card: "good", words: { target: "callback" }, from: "192.0.2.80" })).status).toBe(302);
  });
});

test("Valkey and the log keep neither a card nor a cart, and nothing without an end", async () => {
  const body = { target: "checkout", action: "checkout", card: "declined", cart: "77", "payment[number]": "4111111111111111" };
  for (let i = 0; i < 30; i++) await node.ask({ from, headers: token, body });
  await counted(30);
  const keys = cli("KEYS", "declines:*").split("\n").sort();
  expect(keys).toEqual([`declines:address:${from}`, "declines:store"]);
  for (const key of keys) {
    expect(Number(cli("TTL", key))).toBeGreaterThan(590);
    expect(cli("ZRANGE", key, "0", "-1").split("\n")).toEqual(expect.arrayContaining([expect.stringMatching(/^\d{1,5}$/)]));
  }
  expect(cli("ZRANGE", "declines:store", "0", "-1") + linesOf(node, log).join()).not.toContain("4111");
  // No more than the budget asks for.
  expect([count(), count(`address:${from}`)]).toEqual([30, 5]);
});

test("where the web ACL only counts at the checkout's page no one is led there, and it rings all the same", async () => {
  const counting = await runningNode({ orderDeclines: { ...declineBudgets, actions: [], never: [], challenge: false } });
  try {
    const body = { target: "checkout", action: "checkout", card: "declined", cart: "1" };
    for (let i = 0; i < 31; i++) expect((await counting.ask({ from, body })).status).toBe(302);
    await until(() => linesOf(counting, log).length > 0);
    expect(linesOf(counting, log)).toEqual([expect.stringContaining('"outcome":"over"')]);
  } finally {
    await counting.stop();
  }
}, 120_000);

describe("where no one can be asked the order goes on", () => {
  const open = expect.objectContaining({ event: "order-declines", outcome: "open", reason: "RedisException" });

  test("when the script fails", async () => {
    cli("SET", "declines:store", "no row of declines");
    expect((await order({})).status).toBe(302);
    expect(told()).toEqual([open]);
  });

  test("when X-Cart keeps its mark no longer, which is told", async () => {
    expect((await order({ words: { target: "checkout", action: "checkout", mark: "gone" } })).status).toBe(302);
    await until(() => told().length > 0);
    expect(told()).toEqual([expect.objectContaining({ outcome: "error", reason: "DomainException" })]);
  });

  test("while Valkey is away: no one asks for ten seconds, then one; and it counts again when it is back", async () => {
    const { sessions } = node.services;
    await sessions.stop();
    for (let i = 0; i < 4; i++) expect((await order({})).status).toBe(302);
    expect(told()).toEqual([open]);
    const again = await valkey(sessions.port);
    try {
      writeFileSync(node.place("/etc/pki/tls/certs/ca-bundle.crt"), readFileSync(again.certificateFile));
      const then = Date.now() / 1000 - 11;
      utimesSync(marked("open"), then, then);
      expect((await order({})).status).toBe(302);
      await until(() => !existsSync(marked("open")));
      expect(existsSync(marked("open"))).toBe(false);
    } finally {
      await again.stop();
    }
  }, 60_000);
});
