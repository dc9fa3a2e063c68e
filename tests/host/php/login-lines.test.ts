import { truncateSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { loginEvent, readLogin } from "../../../functions/login-guard/event.ts";
import { linesOf, type Running, runningNode } from "../../support/shop/running.ts";

const log = "/var/log/xcart/logins.jsonl";
const from = "203.0.113.9";
let node: Running;
beforeAll(async () => {
  node = await runningNode();
}, 180_000);
afterAll(() => node.stop());
beforeEach(() => truncateSync(node.place(log)));

/** The log once it has so many lines: they are written after the answer is out. */
async function written(count: number): Promise<string[]> {
  for (let i = 0; i < 200 && linesOf(node, log).length < count; i++) await sleep(25);
  return linesOf(node, log);
}

/** What the guard reads of the lines, without what is of the moment. */
async function logins(count = 1) {
  const lines = await written(count);
  const read = lines.map((line, i) => readLogin(String(i), line, Date.now()));
  return read.map((login) => {
    if (!login) throw new Error(`the guard refuses ${lines.join("\n")}`);
    const { v, event, time, at, id, ...said } = login;
    return said;
  });
}

const form = (login: string, password: string) => ({ target: "login", action: "login", login, password });

const cases: [name: string, asked: Parameters<Running["ask"]>[0], said: Record<string, unknown>][] = [
  [
    "a customer's success",
    { body: form("shopper@example.com", "right") },
    { outcome: "success", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "a customer's wrong password",
    { body: form("shopper@example.com", "wrong") },
    { outcome: "failure", reason: "wrong-password", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "an unknown account",
    { body: form("nobody@example.com", "wrong") },
    { outcome: "failure", reason: "unknown-account", zone: "customer", account: "nobody@example.com" },
  ],
  [
    "X-Cart's own lock",
    { body: form("shopper@example.com", "locked") },
    { outcome: "failure", reason: "locked", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "the administration's success",
    { path: "/admin/?", body: form("owner@example.com", "right") },
    { outcome: "success", zone: "admin", account: "owner@example.com" },
  ],
  [
    "the administration's wrong password",
    { path: "/admin/", body: form("owner@example.com", "wrong") },
    { outcome: "failure", reason: "wrong-password", zone: "admin", account: "owner@example.com" },
  ],
  [
    "a customer at the administration, whom X-Cart lets in and sends away",
    { path: "/admin/", body: form("shopper@example.com", "right") },
    { outcome: "failure", reason: "wrong-password", zone: "admin", account: "shopper@example.com" },
  ],
  [
    "an administrator at the shop's login",
    { body: form("owner@example.com", "right") },
    { outcome: "success", zone: "admin", account: "owner@example.com" },
  ],
  [
    "an administrator's account tried at the shop's login",
    { body: form("owner@example.com", "wrong") },
    { outcome: "failure", reason: "wrong-password", zone: "admin", account: "owner@example.com" },
  ],
  [
    "another's account, tried by an administrator who is in",
    { path: "/admin/", body: form("owner@example.com", "wrong"), headers: { cookie: "somebody=clerk%40example.com" } },
    { outcome: "failure", reason: "wrong-password", zone: "admin", account: "owner@example.com" },
  ],
  [
    "a password in the wrong field",
    { body: form("hunter2!", "x") },
    { outcome: "failure", reason: "unknown-account", zone: "customer", account: null },
  ],
  [
    "an account in capitals and blanks",
    { body: form(" Shopper@Example.COM ", "right") },
    { outcome: "success", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "words that X-Cart takes for the same",
    { body: { ...form("shopper@example.com", "wrong"), target: "Login", action: "log_in" } },
    { outcome: "failure", reason: "wrong-password", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "a login in the address",
    { path: "/?target=login&action=login&login=shopper%40example.com&password=wrong" },
    { outcome: "failure", reason: "wrong-password", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "a login whose words come as cookies",
    { body: { login: "shopper@example.com", password: "wrong" }, headers: { cookie: "target=login; action=login" } },
    { outcome: "failure", reason: "wrong-password", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "the API's success",
    {
      path: "/api-login/check",
      body: '{"username":"shopper@example.com","password":"right"}',
      headers: { "content-type": "application/json" },
    },
    { outcome: "success", zone: "customer", account: "shopper@example.com" },
  ],
  [
    "the API's failure",
    {
      path: "/api-login/check",
      body: '{"username":"owner@example.com","password":"wrong"}',
      headers: { "content-type": "application/json" },
    },
    { outcome: "failure", reason: "wrong-password", zone: "admin", account: "owner@example.com" },
  ],
];

test.each(cases)("%s is one line that the guard reads", async (_name, asked, said) => {
  await node.ask({ ...asked, from });
  expect(await logins()).toEqual([{ ...said, address: from }]);
});

describe("who it was", () => {
  test("comes from the load balancer, whatever the client says", async () => {
    const headers = { "client-ip": "198.51.100.1", "cf-connecting-ip": "198.51.100.2", forwarded: "for=198.51.100.3" };
    await node.ask({ body: form("shopper@example.com", "wrong"), from: "198.51.100.4, 2001:db8::9", headers });
    expect(await logins()).toMatchObject([{ address: "2001:db8::9" }]);
  });

  test("the browser's name is cut, and what is no text is replaced", async () => {
    const name = `Mozilla/5.0 \xff"\\ ${"x".repeat(600)}`;
    // Without a body, Node sends headers byte by byte.
    await node.ask({ path: "/?target=login&action=login&login=a%40example.com", from, headers: { "user-agent": name } });
    expect(await logins()).toMatchObject([{ userAgent: expect.stringMatching(/^Mozilla\/5\.0 \ufffd"\\ x{450,}$/) }]);
  });

  test("the load balancer's id leads to its own log", async () => {
    const headers = { "x-amzn-trace-id": "Self=1-67891234-00;Root=1-67891233-abcdef012345678912345678" };
    await node.ask({ body: form("shopper@example.com", "wrong"), from, headers });
    expect(await logins()).toMatchObject([{ requestId: "1-67891233-abcdef012345678912345678" }]);
  });
});

describe("nothing is written", () => {
  test.each<[string, Parameters<Running["ask"]>[0]]>([
    ["of a page", { path: "/" }],
    ["of the login's page", { path: "/?target=login" }],
    ["of another action", { body: { ...form("shopper@example.com", "right"), action: "logoff" } }],
    ["of an error, which is no answer", { body: form("shopper@example.com", "error") }],
    ["of words that are lists", { body: { "target[]": "login", "action[]": "login" } }],
  ])("%s", async (_name, asked) => {
    await node.ask({ ...asked, from });
    await node.ask({ body: form("last@example.com", "wrong"), from });
    expect(await logins()).toMatchObject([{ account: "last@example.com" }]);
  });

  test("of the password, in any of them", async () => {
    for (const path of ["/", "/admin/"]) await node.ask({ path, from, body: form("shopper@example.com", "a-very-secret-word") });
    const lines = await written(2);
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain("secret");
  });
});

test("the guard reads every line, whatever was typed", async () => {
  const odd = fc.oneof(
    fc.emailAddress(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom("a@b.c", "a@b.co ", "a..b@c.de", "ä@b.de", "@", `${"a".repeat(260)}@b.de`),
  );
  const typed = fc.sample(odd, 150);
  for (const login of typed) await node.ask({ body: form(login, "wrong"), from });
  const read = await logins(typed.length);
  expect(read).toHaveLength(typed.length);
  const account = loginEvent.shape.account;
  const expected = typed.map((login) => {
    const { success, data } = account.safeParse(login.trim().toLowerCase());
    return success ? data : null;
  });
  // Workers write as they come.
  expect(read.map(({ account }) => account).sort()).toEqual(expected.sort());
});
