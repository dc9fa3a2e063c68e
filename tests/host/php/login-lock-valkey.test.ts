import { existsSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { valkey } from "../../support/emulators/valkey.ts";
import { linesOf } from "../../support/shop/running.ts";
import { cookiesOf, type LockedNode, lockedNode, statuses, type Tried, until } from "./login-lock-node.ts";

let node: LockedNode;
beforeAll(async () => {
  node = await lockedNode();
}, 180_000);
afterAll(() => node.stop());
beforeEach(() => node.forget());

const from = "203.0.113.9";
const noOne = (i: number) => `nobody${i}@example.com`;
const anywhere = (i: number) => `203.0.${i >> 8}.${i & 255}`;
const told = () => linesOf(node, "/var/log/xcart/login-lock.log").map((line): unknown => JSON.parse(line));
const marked = (what: string) => node.place(`/srv/xcart/local/tmp/login-lock-${what}`);

/** Many tries at once; less than nginx lets one address have under way. */
async function flood(count: number, of: (i: number) => Tried): Promise<number> {
  let admitted = 0;
  for (let begun = 0; begun < count; begun += 80) {
    const answers = await Promise.all(Array.from({ length: Math.min(80, count - begun) }, (_, i) => node.login(of(begun + i))));
    admitted += statuses(answers).filter((status) => status !== 429).length;
  }
  return admitted;
}

describe("of any number of tries at once exactly six get through", () => {
  test.each<[string, (i: number) => Tried]>([
    ["of an address on many accounts", (i) => ({ from, login: noOne(i) })],
    ["of an address on one account", () => ({ from })],
    ["of many addresses on one account", (i) => ({ from: anywhere(i) })],
    ["of a /64", (i) => ({ from: `2001:db8:1:2::${i.toString(16)}`, login: noOne(i) })],
    [
      "in many spellings of one account",
      (i) => ({
        from: anywhere(i),
        login: [..."shopper@example.com"].map((letter, n) => ((i >> (n % 8)) & 1 ? letter.toUpperCase() : letter)).join(""),
      }),
    ],
  ])(
    "%s",
    async (_name, of) => {
      expect(await flood(400, of)).toBe(6);
    },
    60_000,
  );

  test("of three addresses at once, each for itself", async () => {
    expect(await flood(300, (i) => ({ from: `203.0.113.${i % 3}`, login: noOne(i) }))).toBe(18);
  }, 60_000);
});

describe("Valkey", () => {
  test("keeps no name, and nothing without an end", async () => {
    await node.login({ from, password: "right" });
    for (let i = 0; i < 3; i++)
      await node.login({ from, login: i === 0 ? "owner@example.com" : noOne(i), path: i === 0 ? "/admin/" : "/" });
    await until(() => node.cli("KEYS", "login:staff:*") !== "");
    const keys = node.cli("KEYS", "login:*").split("\n");
    expect(keys.length).toBeGreaterThan(8);
    for (const key of keys) {
      expect(key).toMatch(/^login:((address|office):[\d.]+|pair:[\d.]+:[\w-]{16}|(account|staff):[\w-]{16}|store|made:[a-z]+)$/);
      expect(Number(node.cli("TTL", key))).toBeGreaterThan(0);
    }
  });

  test("is not filled by strangers: what is new beyond a bound is not remembered, which is told; what is there counts", async () => {
    for (let i = 0; i < 5; i++) await node.login({ from, login: noOne(i) });
    for (const kind of ["address", "pair", "account"]) node.cli("SET", `login:made:${kind}`, "50000", "EX", "3600");
    const before = node.cli("DBSIZE");
    expect(
      statuses(await Promise.all(Array.from({ length: 20 }, (_, i) => node.login({ from: anywhere(i), login: noOne(100 + i) })))),
    ).toEqual(Array(20).fill(302));
    const sessions = node.cli("KEYS", "xcart:session:*").split("\n").length;
    expect(Number(node.cli("DBSIZE")) - sessions).toBeLessThanOrEqual(Number(before));
    expect(told()).toEqual([expect.objectContaining({ event: "login-lock", outcome: "full", stack: "shop-prod" })]);
    expect([(await node.login({ from, login: noOne(6) })).status, (await node.login({ from, login: noOne(7) })).status]).toEqual([
      302, 429,
    ]);
  });

  test("has room for all that is remembered: some 85 MB", async () => {
    await flood(80, (i) => ({ from: anywhere(i), login: noOne(i) }));
    const bytes = ["address", "pair", "account"].map((kind) => {
      const keys = node.cli("KEYS", `login:${kind}:*`).split("\n").slice(0, 20);
      return Math.max(...keys.map((key) => Number(node.cli("MEMORY", "USAGE", key))));
    });
    // Three hours of each.
    expect(bytes.reduce((sum, one) => sum + one, 0) * 150_000).toBeLessThan(100e6);
  });
});

describe("spraying", () => {
  const used = () =>
    node.cli("EVAL", "local t = redis.call('TIME') for i = 1, 300 do redis.call('ZADD', 'login:store', t[1] * 1000, i) end", "0");
  const page = "https://shop.example.com/?target=login&browser_check=1";

  test("leads browsers to the page that asks them, popups too", async () => {
    used();
    const popup = await node.login({ from, headers: { "x-requested-with": "XMLHttpRequest" } });
    expect([popup.status, popup.headers["ajax-response-status"], popup.headers["ajax-location"]]).toEqual([429, "278", page]);
    const form = await node.login({ from, path: "/admin/" });
    expect([form.status, form.headers.refresh, form.body.includes(`href="${page.replace("&", "&amp;")}"`)]).toEqual([
      429,
      `3; url=${page}`,
      true,
    ]);
    const body = '{"username":"shopper@example.com","password":"right"}';
    const api = await node.ask({ from, path: "/api-login/check", body, headers: { "content-type": "application/json" } });
    expect([api.status, JSON.parse(api.body).code, api.headers.refresh]).toEqual([429, 429, undefined]);
    // No one is counted for being sent there.
    expect(node.cli("KEYS", "login:address:*")).toBe("");
  });

  test("lets in who has been asked, who was in before, and staff in their range; and is told", async () => {
    const cookie = cookiesOf(await node.login({ from, password: "right" }));
    await until(() => node.cli("ZCARD", "login:store") === "0");
    used();
    const tried: Tried[] = [{ from, headers: { cookie } }, { from, headers: { cookie: "aws-waf-token=a:b" } }, { from: "192.0.2.5" }];
    for (const one of tried) expect((await node.login({ ...one, password: "right" })).status).toBe(302);
    expect((await node.login({ from })).status).toBe(429);
    expect(told()).toEqual([expect.objectContaining({ outcome: "spray" })]);
    node.pass(601);
    expect((await node.login({ from })).status).toBe(302);
  });

  test("is what strangers fail at: neither successes nor who is known or never looked at", async () => {
    for (let i = 0; i < 3; i++) await node.login({ from: anywhere(i), password: "right" });
    await node.login({ from: "192.0.2.5" });
    await node.login({ from: "198.51.100.1" });
    await node.login({ from, login: noOne(1) });
    await until(() => node.cli("ZCARD", "login:store") === "1");
    expect(node.cli("ZCARD", "login:store")).toBe("1");
  });
});

describe("where Valkey cannot be asked the login goes on", () => {
  const open = expect.objectContaining({ event: "login-lock", outcome: "open", reason: "RedisException", stack: "shop-prod" });
  /** As if the pause were over. */
  const later = () => {
    const then = Date.now() / 1000 - 11;
    utimesSync(marked("open"), then, then);
  };

  test("when the script fails", async () => {
    node.cli("SET", `login:address:${from}`, "no row of attempts");
    expect((await node.login({ from })).status).toBe(302);
    expect(told()).toEqual([open]);
  });

  test("when it is slow", async () => {
    node.cli("CLIENT", "PAUSE", "1500", "WRITE");
    expect((await node.login({ from })).status).toBe(302);
    expect(told()).toEqual([open]);
  });

  test("when nothing that is typed can bring that about", async () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("\u0000", "[]", "{{{", "a".repeat(9000)),
    );
    for (const [i, login] of fc.sample(odd, 60).entries()) await node.login({ from: anywhere(i), login });
    for (const name of ["login[]", "login[a][b]"]) await node.login({ from, fields: { [name]: "x" } });
    const bytes = "target=login&action=login&login=%ff%fe&password=x";
    await node.ask({ from, body: bytes, headers: { "content-type": "application/x-www-form-urlencoded" } });
    expect(told()).toEqual([]);
  }, 60_000);

  test("while it is away: no one asks for ten seconds, then one; and it locks again when it is back", async () => {
    const { sessions } = node.services;
    await sessions.stop();
    for (let i = 0; i < 9; i++) expect((await node.login({ from })).status).not.toBe(429);
    expect(told()).toEqual([open]);
    later();
    await node.login({ from });
    expect(told()).toEqual([open, open]);
    const again = await valkey(sessions.port);
    try {
      writeFileSync(node.place("/etc/pki/tls/certs/ca-bundle.crt"), readFileSync(again.certificateFile));
      expect((await node.login({ from })).status).toBe(302);
      later();
      expect((await node.login({ from })).status).toBe(302);
      expect(await flood(20, (i) => ({ from, login: noOne(i) }))).toBe(5);
      expect(existsSync(marked("open"))).toBe(false);
    } finally {
      await again.stop();
    }
  }, 60_000);
});
