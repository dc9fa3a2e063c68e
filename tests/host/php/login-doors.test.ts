import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Asked, cookiesOf, form, type Lines, loginLines, says } from "./login-lines.ts";

// Add-ons' sign-ins, and passwords that are given again. The stand-in does what their code does (docs/decisions/0056-who-logged-in.md).
let lines: Lines;
beforeAll(async () => {
  lines = await loginLines();
}, 180_000);
afterAll(() => lines.node.stop());
beforeEach(() => lines.forget());

const wrong = { outcome: "failure", reason: "wrong-password" };
const basic = (login: string, password: string) => ({ authorization: `Basic ${Buffer.from(`${login}:${password}`).toString("base64")}` });
const ship = (login: string, password: string, action = "verifystatus") =>
  `/?${new URLSearchParams({ target: "api", action, "SS-UserName": login, "SS-Password": password })}`;
const in_: Asked = { path: "/admin/", body: form("owner@example.com", "right") };
const wasIn = { kind: "administration", ...says.owner.right };
const again = (password: string, action = "confirm_with_password"): Asked => ({
  path: "/admin/",
  body: { target: "confirm", action, password },
});
const change = (current: string, more: Record<string, string>): Asked => ({
  path: "/admin/",
  body: { target: "profile", action: "modify", password_current: current, ...more },
});
const code = (sms_token: string, path = "/", more: Record<string, string> = {}): Asked => ({
  path,
  body: { target: "authy_login", action: "login", sms_token, ...more },
});
const wary = { zone: "customer", account: "wary@example.com" };
const careful = { zone: "admin", account: "careful@example.com" };

/** What one browser does, a minute between its requests, and the lines of it. */
const visits: Record<string, [name: string, asked: readonly Asked[], said: readonly Record<string, unknown>[]][]> = {
  "the second factor (XC/TwoFactorAuthentication)": [
    [
      "of a shopper: a right password is no failure, a wrong code is one",
      [{ body: form("wary@example.com", "right") }, code("000000"), code("123456")],
      [
        { kind: "shop", outcome: "pending", ...wary },
        { kind: "second-factor", outcome: "failure", reason: "wrong-code", ...wary },
        { kind: "second-factor", outcome: "success", ...wary },
      ],
    ],
    [
      "of staff: a right password is no success yet",
      [{ path: "/admin/", body: form("careful@example.com", "right") }, code("000000", "/admin/"), code("123456", "/admin/")],
      [
        { kind: "administration", outcome: "pending", ...careful },
        { kind: "second-factor", outcome: "failure", reason: "wrong-code", ...careful },
        { kind: "second-factor", outcome: "success", ...careful },
      ],
    ],
    [
      "of staff at the shop's login",
      [{ body: form("careful@example.com", "right") }, { body: form("careful@example.com", "wrong") }],
      [
        { kind: "shop", outcome: "pending", ...careful },
        { kind: "shop", ...wrong, ...careful },
      ],
    ],
    [
      "of staff who say that they are a bot, and have no session",
      [{ path: "/admin/", body: form("careful@example.com", "right"), headers: { "user-agent": "bot" } }],
      [{ kind: "administration", outcome: "pending", userAgent: "bot", ...careful }],
    ],
    ["of no one", [code("000000")], [{ kind: "second-factor", outcome: "failure", reason: "wrong-code", zone: "customer", account: null }]],
    [
      "a code counts where the page after it fails",
      [{ body: form("wary@example.com", "right") }, code("000000", "/", { page: "broken" })],
      [
        { kind: "shop", outcome: "pending", ...wary },
        { kind: "second-factor", outcome: "failure", reason: "wrong-code", ...wary },
      ],
    ],
  ],
  "ShipStation's calls": [
    ["with a wrong password", [{ path: ship("owner@example.com", "wrong") }], [{ kind: "shipstation", ...says.owner.wrong }]],
    ["with the right one", [{ path: ship("owner@example.com", "right", "export") }], [{ kind: "shipstation", ...says.owner.right }]],
    ["that fail after it", [{ path: ship("owner@example.com", "right", "broken") }], [{ kind: "shipstation", ...says.owner.right }]],
    [
      "by Basic authentication",
      [{ path: ship("a", "b"), headers: basic("ówner@example.com", "wrong") }],
      [{ kind: "shipstation", ...says.owner.wrong }],
    ],
    ["for a shopper", [{ path: ship("shopper@example.com", "right") }], [{ kind: "shipstation", ...says.shopper.wrong, reason: "other" }]],
    [
      "for no one",
      [{ path: ship("nobody@example.com", "x") }],
      [{ kind: "shipstation", outcome: "failure", reason: "unknown-account", zone: "customer", account: "nobody@example.com" }],
    ],
    ["without a name", [{ path: "/?target=api&action=export" }], []],
    ["at a store without the add-on, whatever it answers", [{ path: `${ship("owner@example.com", "right")}&without=1` }], []],
  ],
  "a password given again for an action (target=confirm)": [
    ["wrong", [in_, again("wrong")], [wasIn, { kind: "confirmation", ...says.owner.wrong }]],
    ["right", [in_, again("right", "Confirm_With_Password")], [wasIn, { kind: "confirmation", ...says.owner.right }]],
    ["by no one who is in", [again("right")], []],
    ["with a form that is not X-Cart's", [in_, { ...again("wrong"), path: "/admin/?form=gone" }], [wasIn]],
  ],
  "one's own password changed": [
    ["with a wrong one", [in_, change("wrong", { password: "another one" })], [wasIn, { kind: "password-change", ...says.owner.wrong }]],
    ["with the right one", [in_, change("right", { password: "another one" })], [wasIn, { kind: "password-change", ...says.owner.right }]],
    ["or the login", [in_, change("wrong", { login: "o@example.com" })], [wasIn, { kind: "password-change", ...says.owner.wrong }]],
    ["where X-Cart does not look at it", [in_, change("wrong", { login: "owner@example.com", password: "" })], [wasIn]],
    ["of someone else's account", [in_, change("wrong", { profile_id: "2", password: "another one" })], [wasIn]],
  ],
  "another site's word": [
    ["for a shopper", [{ path: "/?target=oauth2return&code=2" }], [{ kind: "social", ...says.shopper.right }]],
    ["for no one", [{ path: "/?target=oauth2return&code=99" }], []],
    [
      "for someone who is in",
      [{ body: form("shopper@example.com", "right") }, { path: "/?target=oauth2return" }],
      [{ kind: "shop", ...says.shopper.right }],
    ],
  ],
};

for (const [door, rows] of Object.entries(visits))
  describe(door, () => {
    test.each(rows)("%s", async (_name, asked, said) => {
      let cookies: Record<string, string> = {};
      for (const { headers, ...request } of asked) {
        await lines.node.services.database.root
          .query("UPDATE IGNORE xcart.xc_profiles SET last_login = last_login - 60")
          .catch(() => undefined);
        const answer = await lines.ask({ ...request, headers: { ...cookies, ...headers } });
        if (answer.headers["set-cookie"]) cookies = cookiesOf(answer);
      }
      await lines.ask({ body: form("last@example.com", "wrong") });
      const read = await lines.logins(said.length + 1);
      expect(read.slice(0, -1)).toEqual(said);
    });
  });
