import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import type { Asked } from "../../support/shop/running.ts";
import { type LockedNode, lockedNode, rowOf, type Tried } from "./login-lock-node.ts";

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
const six = [302, 302, 302, 302, 302, 302];
const row = (count: number, of: (i: number) => Tried) => rowOf(node, count, of);

describe("anyone who is refused", () => {
  const refused = async (asked: Partial<Asked>) => {
    await row(6, (i) => ({ from, login: noOne(i) }));
    return await node.ask({ from, body: { target: "login", action: "login", login: noOne(1), password: "x" }, ...asked });
  };

  test("sees a page with a time", async () => {
    const { status, headers, body } = await refused({ path: "/admin/" });
    expect([status, headers["cache-control"], headers["event-message"]]).toEqual([429, "no-store", undefined]);
    expect(body).toMatch(/^<!doctype html>.*<p>There were too many failed sign-ins\.<\/p><p>Please try again in 1[12]\d seconds\.<\/p>/s);
  });

  test("in a popup sees X-Cart's own message and countdown", async () => {
    const { status, headers } = await refused({ headers: { "x-requested-with": "XMLHttpRequest" } });
    expect([status, headers["ajax-response-status"], headers["not-valid"]]).toEqual([429, "0", "1"]);
    const seconds = Number(headers["retry-after"]);
    // As xcart.js reads them: a name without colons, and a value that is JavaScript.
    expect(JSON.parse(String(headers["event-login.lockout"]))).toEqual({ time: seconds });
    expect(JSON.parse(String(headers["event-message"]))).toEqual({
      type: "error",
      message: `There were too many failed sign-ins. Please try again in ${seconds} seconds.`,
    });
  });

  test("as a program hears it in JSON", async () => {
    const body = JSON.stringify({ username: "shopper@example.com", password: "right" });
    const {
      status,
      headers,
      body: said,
    } = await refused({ path: "/api-login/check", body, headers: { "content-type": "application/json" } });
    expect([status, headers["content-type"], JSON.parse(said)]).toEqual([
      429,
      "application/json",
      { code: 429, message: expect.stringMatching(/^There were too many/) },
    ]);
  });
});

describe("what else takes a password", () => {
  const session = { headers: { cookie: "xid=0123456789abcdef0123456789abcdef" } };

  test("is a login too: the API, whose tries the shop's count with", async () => {
    const api = (password: string) =>
      node.ask({
        from,
        path: "/api-login/check",
        body: JSON.stringify({ username: "clerk@example.com", password }),
        headers: { "content-type": "application/json" },
      });
    for (let i = 0; i < 3; i++) expect((await api("wrong")).status).toBe(401);
    expect(await row(3, (i) => ({ from, login: noOne(i) }))).toEqual([302, 302, 302]);
    expect((await api("right")).status).toBe(429);
  });

  test("is a code of a second factor, by address and by session", async () => {
    const code = (i: number) =>
      node.ask({ ...session, from: stranger(i), body: { target: "authy_login", action: "login", sms_token: "1" } });
    const answers: number[] = [];
    for (let i = 0; i < 7; i++) answers.push((await code(i)).status);
    expect(answers).toEqual([...six, 429]);
  });

  test("is a right password before a second factor: codes are not tried by signing in anew", async () => {
    expect(await row(7, (i) => ({ from: stranger(i), login: "wary@example.com", ...right }))).toEqual([...six, 429]);
  });

  test("is not a sign-in that someone else vouches for", async () => {
    for (let i = 0; i < 8; i++) await node.ask({ from, path: "/?target=oauth2return&code=99" });
    expect(node.cli("KEYS", "login:*")).toBe("");
  });
});
