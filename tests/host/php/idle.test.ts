import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { idleMinutes, maxSignInMinutes } from "../../../domain/defaults/admin-sign-in.ts";
import { valkey } from "../../support/emulators/valkey.ts";
import { type Answer, linesOf } from "../../support/shop/running.ts";
import { cookiesOf, type LockedNode, lockedNode } from "./login-lock-node.ts";

let node: LockedNode;
beforeAll(async () => {
  node = await lockedNode();
}, 180_000);
afterAll(() => node.stop());
beforeEach(() => node.forget());

const from = "192.0.2.5";
const limit = idleMinutes * 60;
const xhr = { "x-requested-with": "XMLHttpRequest" };
const page = "/admin/?target=session";
const step = "/admin/?target=event_task&action=run&event=import";
const older = `for _, key in ipairs(redis.call('KEYS', 'idle:*')) do
  redis.call('SET', key, redis.call('GET', key) - ARGV[1], 'KEEPTTL')
end`;

const get = (path: string, cookie?: string, headers: Readonly<Record<string, string>> = {}) =>
  node.ask({ from, path, headers: { ...headers, ...(cookie && { cookie }) } });
const post = (path: string, cookie: string, headers: Readonly<Record<string, string>> = {}) =>
  node.ask({ from, path, body: "", headers: { "content-type": "application/x-www-form-urlencoded", cookie, ...headers } });
const begin = async (path = page) => cookiesOf(await get(path));
const away = (seconds: number) => void node.cli("EVAL", older, "0", String(seconds));
const owner = { from, login: "owner@example.com", password: "right", path: "/admin/" };
/** Whether X-Cart takes a session for someone's: it asks no one else whether a password is right. */
const isIn = async (cookie: string): Promise<boolean> => {
  const body = { target: "confirm", action: "confirmWithPassword", password: "right" };
  return (await node.ask({ from, path: "/admin/", body, headers: { cookie } })).status === 200;
};
/** How often a session has been here: 1 for one that X-Cart has just begun. */
const visits = ({ body }: Answer): number => JSON.parse(body).visits;
const endsSignIn = ({ headers }: Answer) =>
  [headers["set-cookie"] ?? []].flat().filter((cookie) => /^AWSELBAuthSessionCookie-\d=;.*Max-Age=0/.test(cookie)).length;

describe("a session of the administration", () => {
  test("goes on for who comes back in time, each time anew", async () => {
    const cookie = await begin();
    for (let n = 2; n < 5; n++) {
      away(limit - 5);
      expect(visits(await get(page, cookie))).toBe(n);
    }
  });

  test("is over for who does not: X-Cart begins another, and the load balancer's sign-in ends too", async () => {
    const cookie = await begin();
    away(limit);
    const answer = await get(page, cookie);
    expect([visits(answer), endsSignIn(answer)]).toEqual([1, 4]);
    const next = cookiesOf(answer)
      .split("; ")
      .find((one) => one.startsWith("xid="));
    expect(next).not.toBe(cookie);
    expect(visits(await get(page, next))).toBe(2);
  });

  test.each<[string, (cookie: string) => Promise<Answer>]>([
    ["a page", (cookie) => get(page, cookie)],
    ["a page with more in its query", (cookie) => get("/admin/?target=session&x=%2Fshop", cookie)],
    ["a form", (cookie) => post(page, cookie)],
    ["a popup", (cookie) => get(page, cookie, xhr)],
    ["a step of an import, by then", (cookie) => post(step, cookie, xhr)],
  ])("stays over, even if its cookie is kept: %s", async (_what, again) => {
    const cookie = await begin();
    away(limit);
    await get(page, cookie);
    for (let n = 0; n < 2; n++) {
      const answer = await again(cookie);
      expect([visits(answer), endsSignIn(answer)]).toEqual([1, 4]);
    }
  });

  test("is the one that X-Cart's login was in", async () => {
    const cookie = await begin();
    expect(await isIn(cookie)).toBe(false);
    await node.login({ ...owner, headers: { cookie } });
    away(limit - 5);
    expect(await isIn(cookie)).toBe(true);
    away(limit);
    expect(await isIn(cookie)).toBe(false);
  });

  test("is known where a login begins it, and the lock's cookie goes out too", async () => {
    const cookie = cookiesOf(await node.login(owner));
    expect(cookie).toContain("__Host-known-");
    expect(node.cli("KEYS", "idle:*").split("\n")).toHaveLength(1);
    expect(await isIn(cookie)).toBe(true);
  });

  test("ends as long after its beginning as any may last, busy or not", async () => {
    const cookie = await begin();
    node.cli("EXPIRE", node.cli("KEYS", "idle:*"), "100");
    await get(page, cookie);
    await post(step, cookie, xhr);
    expect(Number(node.cli("TTL", node.cli("KEYS", "idle:*")))).toBeLessThanOrEqual(100);
    node.cli("DEL", node.cli("KEYS", "idle:*"));
    expect(visits(await get(page, cookie))).toBe(1);
  });
});

describe("an import", () => {
  test("goes on while no one is there, and keeps no one's session", async () => {
    const cookie = await begin();
    for (let n = 2; n < 6; n++) {
      away(limit / 3);
      expect(visits(await post(step, cookie, xhr))).toBe(n);
    }
    const answer = await get(page, cookie);
    expect([visits(answer), endsSignIn(answer)]).toEqual([1, 4]);
  });

  test.each<[string, string, Readonly<Record<string, string>>]>([
    ["without X-Cart's header", step, {}],
    ["of another target", page, xhr],
    ["with another target behind it", `${step}&target=session`, xhr],
    ["as another's argument", "/admin/?target=session&event=event_task", xhr],
    ["by its name alone", "/admin/?target=session&action=event_task", xhr],
  ])("is nothing that looks like one: %s", async (_what, path, headers) => {
    const cookie = await begin();
    away(limit);
    expect(endsSignIn(await get(path, cookie, headers))).toBe(4);
  });

  test("is none where the form says something else than the address", async () => {
    const cookie = await begin();
    away(limit);
    expect(endsSignIn(await node.ask({ from, path: step, body: { target: "session" }, headers: { cookie, ...xhr } }))).toBe(4);
  });
});

describe("a session that is not known", () => {
  test.each<[string, () => Promise<string>]>([
    ["of the shop", () => begin("/?target=session")],
    ["that someone made up", async () => "xid=0123456789abcdef0123456789abcdef"],
  ])("is none at the administration, and the sign-in stays: %s", async (_what, of) => {
    const cookie = await of();
    const answer = await get(page, cookie);
    expect([visits(answer), endsSignIn(answer)]).toEqual([1, 0]);
    expect(visits(await get(page, cookie))).toBe(1);
  });

  test("is a list", async () => {
    expect(visits(await get(page, "xid[]=a; xid[x]=b"))).toBe(1);
  });
});

test("the shop asks no one: sessions there last as X-Cart has them", async () => {
  const cookie = await begin("/?target=session");
  expect(visits(await get("/?target=session", cookie))).toBe(2);
  expect(node.cli("KEYS", "idle:*")).toBe("");
});

test("Valkey learns no session's id, and forgets", async () => {
  const cookie = await begin();
  const key = node.cli("KEYS", "idle:*");
  expect(key).toMatch(/^idle:[0-9a-f]{64}$/);
  expect(key).not.toContain(cookie.slice(4, 20));
  expect(Number(node.cli("TTL", key))).toBeGreaterThan(maxSignInMinutes * 60 - 60);
});

describe("where Valkey cannot be asked no one gets in, and nothing is lost", () => {
  test("when it fails for a moment", async () => {
    const cookie = await begin();
    const key = node.cli("KEYS", "idle:*");
    const value = node.cli("GET", key);
    node.cli("DEL", key);
    node.cli("LPUSH", key, "no time");
    const answer = await get(page, cookie);
    expect([answer.status, answer.headers["retry-after"], answer.headers["cache-control"]]).toEqual([503, "10", "no-store"]);
    expect(linesOf(node, "/var/log/xcart/php.log").join("\n")).toContain("503, the idle limit cannot be asked: RedisException");
    node.cli("DEL", key);
    node.cli("SET", key, value, "EX", "1000");
    expect(visits(await get(page, cookie))).toBe(2);
  });

  test("while it is away", async () => {
    const { sessions } = node.services;
    const cookie = await begin();
    await sessions.stop();
    expect((await get(page, cookie)).status).toBe(503);
    expect((await post(step, cookie, xhr)).status).toBe(503);
    expect((await get("/?target=other", cookie)).status).toBe(200);
    const again = await valkey(sessions.port);
    try {
      writeFileSync(node.place("/etc/pki/tls/certs/ca-bundle.crt"), readFileSync(again.certificateFile));
      expect(visits(await get(page, cookie))).toBe(1);
    } finally {
      await again.stop();
    }
  }, 60_000);
});
