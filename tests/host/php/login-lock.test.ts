import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { readLogin } from "../../../functions/login-guard/event.ts";
import { linesOf } from "../../support/shop/running.ts";
import { cookiesOf, type LockedNode, lockedNode, rowOf, type Tried, unlockProfiles, until } from "./login-lock-node.ts";

let node: LockedNode;
beforeAll(async () => {
  node = await lockedNode();
}, 180_000);
afterAll(() => node.stop());
beforeEach(() => node.forget());

const from = "203.0.113.9";
const stranger = (i: number) => `203.0.113.${100 + i}`;
const noOne = (i: number) => `nobody${i}@example.com`;
const right = { password: "right" };

const row = (count: number, of: (i: number) => Tried) => rowOf(node, count, of);
const six = [302, 302, 302, 302, 302, 302];
/** What is taken back is so after the answer is out, and so is the mark of staff. */
const settled = () => until(() => node.cli("KEYS", "login:address:*") === "");
const marked = () => until(() => node.cli("KEYS", "login:staff:*") !== "");

describe("an address", () => {
  test("is shut at the sixth failure for two minutes, on whatever account, with the right password too", async () => {
    expect(await row(7, (i) => ({ from, login: noOne(i) }))).toEqual([...six, 429]);
    const refused = await node.login({ from, ...right });
    expect([refused.status, Number(refused.headers["retry-after"])]).toEqual([429, expect.closeTo(119, -1)]);
    node.pass(119);
    expect((await node.login({ from, ...right })).status).toBe(429);
    node.pass(1);
    expect((await node.login({ from, ...right })).status).toBe(302);
  });

  test("that goes on is shut for an hour at the twentieth within one", async () => {
    for (const failures of [6, 6, 6, 2]) {
      expect(await row(failures, (i) => ({ from, login: noOne(i) }))).toEqual(Array(failures).fill(302));
      node.pass(120);
    }
    const refused = await node.login({ from, ...right });
    expect([refused.status, Number(refused.headers["retry-after"])]).toEqual([429, expect.closeTo(3480, -1)]);
    node.pass(3481);
    expect((await node.login({ from, ...right })).status).toBe(302);
  });

  test("is a subscriber's whole network in IPv6, and IPv4 however it is written", async () => {
    expect(await row(7, (i) => ({ from: `2001:db8:1:2:${i}::9`, login: noOne(i) }))).toEqual([...six, 429]);
    expect((await node.login({ from: "2001:db8:1:3::9" })).status).toBe(302);
    expect(await row(6, (i) => ({ from, login: noOne(i) }))).toEqual(six);
    expect((await node.login({ from: `::ffff:${from}` })).status).toBe(429);
  });

  test("is not used up by successes, errors, and forms that X-Cart refuses unseen", async () => {
    const login = "clerk@example.com";
    const kinds: Readonly<Record<string, string>>[] = [{}, { page: "error" }, { form: "gone" }];
    for (const fields of kinds)
      for (let i = 0; i < 8; i++) {
        expect((await node.login({ from, login, ...right, fields })).status).not.toBe(429);
        await settled();
      }
    expect(node.cli("KEYS", "login:address:*")).toBe("");
  });

  test("is used up by wrong passwords whose page breaks", async () => {
    const broken = { from, fields: { page: "broken" } };
    const answers: number[] = [];
    for (let i = 0; i < 7; i++) {
      answers.push((await node.login(broken)).status);
      // X-Cart's own lock would hide what is looked for.
      await unlockProfiles(node.services);
    }
    expect(answers).toEqual([500, 500, 500, 500, 500, 500, 429]);
  });

  test("has its other forms and pages", async () => {
    expect(await row(7, (i) => ({ from, login: noOne(i) }))).toEqual([...six, 429]);
    expect((await node.ask({ from, path: "/?target=login" })).status).toBe(200);
    expect((await node.ask({ from, body: { target: "cart", action: "add" } })).status).toBe(200);
  });
});

describe("an account", () => {
  test("is shut for strangers at the sixth failure, from wherever and in whatever spelling", async () => {
    const spellings = [
      "shopper@example.com",
      "Shopper@Example.com",
      "shöpper@example.com",
      "<b>shopper@example.com",
      "shopper@example.com ",
    ];
    expect(await row(7, (i) => ({ from: stranger(i), login: spellings[i % 5] }))).toEqual([...six, 429]);
    expect((await node.login({ from: stranger(8), login: "owner@example.com" })).status).toBe(302);
  });

  test("stays open for a browser that it was in before, which has tries of its own", async () => {
    const cookie = cookiesOf(await node.login({ from, ...right }));
    expect(cookie).toMatch(/__Host-known-[\w-]{10}=\d{10}\.[0-9a-f]{16}\.[\w-]{32}/);
    await settled();
    await row(7, (i) => ({ from: stranger(i) }));
    await unlockProfiles(node.services);
    expect((await node.login({ from: stranger(9), ...right })).status).toBe(429);
    // From an address that strangers have used up too.
    expect((await node.login({ from: stranger(0), ...right, headers: { cookie } })).status).toBe(302);
    expect(await row(7, () => ({ from, headers: { cookie } }))).toEqual([...six, 429]);
    node.pass(120);
    await unlockProfiles(node.services);
    expect((await node.login({ from, ...right, headers: { cookie } })).status).toBe(302);
  });

  test("does not know a browser by a cookie that is forged, ended, or another account's", async () => {
    const cookie = cookiesOf(await node.login({ from, ...right }));
    const others = cookiesOf(await node.login({ from, ...right, login: "clerk@example.com" }));
    const [name = "", value = ""] = (/(__Host-known-[^=]+)=([^;]+)/.exec(cookie) ?? []).slice(1);
    const [ends = "", id = "", signature = ""] = value.split(".");
    const othersValue = /__Host-known-[^=]+=([^;]+)/.exec(others)?.[1] ?? "";
    await row(6, (i) => ({ from: stranger(i) }));
    const bad = [
      [Number(ends) + 1, id, signature].join("."),
      [ends, id.replace(/^./, (first) => (first === "0" ? "1" : "0")), signature].join("."),
      ["1000000000", id, signature].join("."),
      othersValue,
    ].map((one) => `${name}=${one}`);
    for (const cookie of [...bad, others]) expect((await node.login({ from: "203.0.113.50", headers: { cookie } })).status).toBe(429);
  });

  test("gives no one a cookie for a wrong password", async () => {
    expect(cookiesOf(await node.login({ from }))).not.toContain("known");
    expect(cookiesOf(await node.login({ from, login: "owner@example.com", path: "/admin/" }))).not.toContain("known");
  });
});

describe("staff", () => {
  const owner = { login: "owner@example.com" };
  const office = "192.0.2.5";

  test("have ten tries in a day, at whichever login, then wait for half an hour; a success begins anew", async () => {
    for (const [n, path] of [
      [5, "/"],
      [4, "/admin/"],
    ] as const) {
      expect(await row(n, (i) => ({ from: stranger(i), ...owner, path }))).toEqual(Array(n).fill(302));
      await marked();
      node.pass(3700);
    }
    expect((await node.login({ from, ...owner })).status).toBe(302);
    const refused = await node.login({ from, ...owner, ...right, path: "/admin/" });
    expect([refused.status, Number(refused.headers["retry-after"])]).toEqual([429, expect.closeTo(1799, -1)]);
    node.pass(1800);
    await unlockProfiles(node.services);
    expect((await node.login({ from, ...owner, ...right, path: "/admin/" })).status).toBe(302);
    await until(() => node.cli("KEYS", "login:account:*") === "");
    expect(await row(6, (i) => ({ from: stranger(i), ...owner }))).toEqual(six);
  });

  test("answer in their own range for one account alone", async () => {
    expect(await row(12, (i) => ({ from: office, login: noOne(i) }))).toEqual(Array(12).fill(302));
    expect(await row(11, () => ({ from: office, ...owner, path: "/admin/" }))).toEqual([...Array(10).fill(302), 429]);
    await unlockProfiles(node.services);
    expect((await node.login({ from: office, login: "clerk@example.com", ...right, path: "/admin/" })).status).toBe(302);
  });

  test("leave no counter of a day for names that are made up", async () => {
    await node.login({ from, login: noOne(1), path: "/admin/" });
    await until(() => linesOf(node, "/var/log/xcart/logins.jsonl").length > 0);
    const key = node.cli("KEYS", "login:account:*");
    expect(Number(node.cli("TTL", key))).toBeLessThanOrEqual(7200);
    expect(node.cli("EXISTS", key.replace("account", "staff"))).toBe("0");
  });
});

test("ranges that are never blocked are not looked at", async () => {
  expect(await row(9, (i) => ({ from: `198.51.100.${i % 2}` }))).toEqual(Array(9).fill(302));
  expect(node.cli("KEYS", "login:*")).toBe("");
});

test("each refused login is a line that the guard counts", async () => {
  await row(7, () => ({ from }));
  await until(() => linesOf(node, "/var/log/xcart/logins.jsonl").length >= 7);
  const lines = linesOf(node, "/var/log/xcart/logins.jsonl").map((line, i) => readLogin(String(i), line, Date.now()));
  expect(lines[6]).toMatchObject({ outcome: "failure", reason: "locked", account: "shopper@example.com", address: from });
});
