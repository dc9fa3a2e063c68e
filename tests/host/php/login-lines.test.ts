import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { type Asked, cookiesOf, form, type Lines, loginLines, says } from "./login-lines.ts";

let lines: Lines;
beforeAll(async () => {
  lines = await loginLines();
}, 180_000);
afterAll(() => lines.node.stop());
beforeEach(() => lines.forget());

const shop = { kind: "shop" };
const admin = { kind: "administration" };
const owner = "owner@example.com";
const shopper = "shopper@example.com";
const remembered = (login: string) => ({ cookie: `recent_login=${encodeURIComponent(login)}` });
const json = { "content-type": "application/json" };

const cases: [name: string, asked: Asked, said: Record<string, unknown>][] = [
  ["a customer's success", { body: form(shopper, "right") }, { ...shop, ...says.shopper.right }],
  ["a customer's wrong password", { body: form(shopper, "wrong") }, { ...shop, ...says.shopper.wrong }],
  [
    "an unknown account",
    { body: form("nobody@example.com", "wrong") },
    { ...shop, outcome: "failure", reason: "unknown-account", zone: "customer", account: "nobody@example.com" },
  ],
  ["the administration's success", { path: "/admin/?", body: form(owner, "right") }, { ...admin, ...says.owner.right }],
  ["the administration's wrong password", { path: "/admin/", body: form(owner, "wrong") }, { ...admin, ...says.owner.wrong }],
  [
    "a customer at the administration, whom X-Cart lets in and out again",
    { path: "/admin/", body: form(shopper, "right") },
    { ...admin, outcome: "failure", reason: "other", zone: "admin", account: shopper },
  ],
  ["an administrator at the shop's login", { body: form(owner, "right") }, { ...shop, ...says.owner.right }],
  ["an administrator's account tried at the shop's login", { body: form(owner, "wrong") }, { ...shop, ...says.owner.wrong }],
  [
    "a password in the wrong field",
    { body: form("hunter2!", "x") },
    { ...shop, outcome: "failure", reason: "unknown-account", zone: "customer", account: null },
  ],
  ["an account in capitals and blanks behind", { body: form("Shopper@Example.COM  ", "right") }, { ...shop, ...says.shopper.right }],
  [
    "a blank before an account, with which X-Cart knows none",
    { body: form(` ${shopper}`, "right") },
    { ...shop, outcome: "failure", reason: "unknown-account", zone: "customer", account: shopper },
  ],
  [
    "a login in the address",
    { path: "/?target=login&action=login&login=shopper%40example.com&password=wrong" },
    { ...shop, ...says.shopper.wrong },
  ],
  [
    "the API's success",
    { path: "/api-login/check", body: JSON.stringify({ username: shopper, password: "right" }), headers: json },
    { kind: "api", ...says.shopper.right },
  ],
  [
    "the API's failure",
    { path: "/api-login/check", body: JSON.stringify({ username: owner, password: "wrong" }), headers: json },
    { kind: "api", ...says.owner.wrong },
  ],
  [
    "the API's failure behind much of nothing",
    { path: "/api-login/check", body: `${" ".repeat(9000)}{"username":"owner@example.com","password":"wrong"}`, headers: json },
    { kind: "api", ...says.owner.wrong },
  ],
];

test.each(cases)("%s is one line that the guard reads", async (_name, asked, said) => {
  await lines.ask(asked);
  expect(await lines.logins()).toEqual([said]);
});

describe("the account is X-Cart's, however it was written", () => {
  const ways: [name: string, way: (account: string) => { login: string; headers?: Record<string, string> }][] = [
    ["a tag", (account) => ({ login: account.replace("@", "<b>@") })],
    ["half a tag behind", (account) => ({ login: `${account}<` })],
    ["a comment before", (account) => ({ login: `<!-- > -->${account}` })],
    ["curly brackets behind", (account) => ({ login: `${account}{{&#125;&#125;` })],
    ["an accent", (account) => ({ login: account.replace("o", "ó") })],
    ["letters of another width", (account) => ({ login: account.replace("e", "ｅ") })],
    ["a NUL", (account) => ({ login: account.replace("@", "\0@") })],
    ["none, and the browser's memory", (account) => ({ login: "", headers: remembered(account) })],
    ["a zero, and the browser's memory", (account) => ({ login: "0", headers: remembered(account) })],
    [
      "what X-Cart leaves out, and the browser's memory",
      (account) => ({ login: "__dynamic_widget_placeholder__", headers: remembered(account) }),
    ],
    ["a bot's name", (account) => ({ login: account, headers: { "user-agent": "a bot" } })],
  ];
  const places = [
    ["/", "shop"],
    ["/admin/", "administration"],
  ] as const;
  test.each(ways.flatMap(([name, way]) => places.map(([path, kind]) => [name, path, kind, way] as const)))(
    "%s at %s",
    async (_name, path, kind, way) => {
      const { login, headers } = way(owner);
      for (const password of ["right", "wrong"]) await lines.ask({ path, body: form(login, password), ...(headers && { headers }) });
      const read = await lines.logins(2);
      expect(read.map(({ userAgent, ...said }) => said)).toEqual([
        { kind, ...says.owner.right },
        { kind, ...says.owner.wrong },
      ]);
    },
  );

  test("a list of one, which is that one to X-Cart's database", async () => {
    const { login, ...rest } = form(owner, "right");
    await lines.ask({ body: { ...rest, "login[]": login } });
    await lines.ask({ body: { ...rest, "login[a]": login, password: "wrong" } });
    expect(await lines.logins(2)).toEqual([
      { ...shop, ...says.owner.right },
      { ...shop, ...says.owner.wrong },
    ]);
  });
});

describe("a success is a success, and a failure a failure", () => {
  test.each([["wrong"], [""]])("of an administrator who is in, and gives %j for his password", async (password) => {
    const headers = cookiesOf(await lines.ask({ path: "/admin/", body: form(owner, "right") }));
    await lines.node.services.database.root.query("UPDATE xcart.xc_profiles SET last_login = last_login - 60");
    await lines.ask({ path: "/admin/", body: form(owner, password), headers });
    await lines.ask({ path: "/admin/", body: form(owner, "right"), headers });
    expect(await lines.logins(3)).toMatchObject([says.owner.right, says.owner.wrong, says.owner.right]);
  });

  test("of someone who is in, and tries another's account", async () => {
    const headers = cookiesOf(await lines.ask({ body: form(shopper, "right") }));
    await lines.ask({ body: form(owner, "wrong"), headers });
    await lines.ask({ body: form(owner, "right"), headers });
    expect(await lines.logins(3)).toMatchObject([says.shopper.right, says.owner.wrong, says.owner.right]);
  });

  test("whatever page is to follow", async () => {
    for (const [page, returnURL] of [
      ["broken", "/"],
      ["", "/?target=authy_login"],
    ] as const)
      for (const password of ["wrong", "right"]) await lines.ask({ body: form(owner, password, { page, returnURL }) });
    expect(await lines.logins(4)).toMatchObject([says.owner.wrong, says.owner.right, says.owner.wrong, says.owner.right]);
  });

  test("where X-Cart's own lock is shut, for the account and for the session", async () => {
    let headers = {};
    for (let i = 0; i < 5; i++) headers = { ...headers, ...cookiesOf(await lines.ask({ body: form(shopper, "wrong"), headers })) };
    await lines.node.services.database.root.query("UPDATE xcart.xc_profiles SET failed = failed - 10");
    await lines.ask({ body: form(shopper, "right") });
    await lines.ask({ body: form(owner, "right"), headers });
    const read = await lines.logins(7);
    expect(read.slice(0, 5).filter(({ reason }) => reason !== "wrong-password")).toEqual([]);
    expect(read.slice(5)).toMatchObject([
      { outcome: "failure", reason: "locked", account: shopper },
      { outcome: "failure", reason: "locked", account: owner },
    ]);
  });
});

describe("who it was", () => {
  test("comes from the load balancer, whatever the client says", async () => {
    const headers = { "client-ip": "198.51.100.1", "cf-connecting-ip": "198.51.100.2", forwarded: "for=198.51.100.3" };
    await lines.ask({ body: form(shopper, "wrong"), from: "198.51.100.4, 2001:db8::9", headers });
    expect(await lines.logins()).toMatchObject([{ address: "2001:db8::9" }]);
  });

  test("the browser's name is cut, and what is no text is replaced", async () => {
    const name = `Mozilla/5.0 \xff"\\ ${"x".repeat(600)}`;
    // Without a body, Node sends headers byte by byte.
    await lines.ask({ path: "/?target=login&action=login&login=a%40example.com", headers: { "user-agent": name } });
    expect(await lines.logins()).toMatchObject([{ userAgent: expect.stringMatching(/^Mozilla\/5\.0 \ufffd"\\ x{450,}$/) }]);
  });

  test("the load balancer's id leads to its own log", async () => {
    const headers = { "x-amzn-trace-id": "Self=1-67891234-00;Root=1-67891233-abcdef012345678912345678" };
    await lines.ask({ body: form(shopper, "wrong"), headers });
    expect(await lines.logins()).toMatchObject([{ requestId: "1-67891233-abcdef012345678912345678" }]);
  });
});

describe("nothing is written", () => {
  test.each<[string, Asked]>([
    ["of a page", { path: "/" }],
    ["of the login's page", { path: "/?target=login" }],
    ["of another action", { body: { ...form(shopper, "right"), action: "logoff" } }],
    ["of an error before the password is looked at", { body: form(shopper, "wrong", { page: "error" }) }],
    ["of a form that is not X-Cart's", { body: form(owner, "wrong", { form: "gone" }) }],
    ["of words in a spelling that the node refuses", { body: { ...form(shopper, "wrong"), target: "_login" } }],
    ["of words that are cookies, which the node refuses", { body: { login: shopper }, headers: { cookie: "target=login; action=login" } }],
    ["of words that are lists", { body: { "target[]": "login", "action[]": "login" } }],
  ])("%s", async (_name, asked) => {
    // In the same second as an attempt, which X-Cart notes by seconds.
    await lines.ask({ body: form(owner, "wrong") });
    await lines.ask(asked);
    await lines.ask({ body: form("last@example.com", "wrong") });
    expect(await lines.logins(2)).toMatchObject([says.owner.wrong, { account: "last@example.com" }]);
  });

  test("of the password, in any of them", async () => {
    for (const path of ["/", "/admin/"]) await lines.ask({ path, body: form(shopper, "a-very-secret-word") });
    const written = await lines.written(2);
    expect(written).toHaveLength(2);
    expect(written.join()).not.toContain("secret");
  });
});
