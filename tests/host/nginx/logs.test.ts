import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { ask, shopper } from "./ask.ts";
import { nodeSettings, type WebNode, webNode } from "./node.ts";

let node: WebNode;
beforeAll(async () => {
  node = await webNode(nodeSettings());
});
afterAll(async () => await node.stop());

const line = z.record(z.string(), z.unknown());

type Line = z.infer<typeof line>;

/** Lines of a log, as objects, once there is one for each of these: nginx's workers write each for itself. */
async function lines(file: string, ...awaited: readonly ((line: Line) => boolean)[]): Promise<Line[]> {
  for (;;) {
    const all = readFileSync(file, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((text) => line.parse(JSON.parse(text)));
    if (awaited.every((is) => all.some(is))) return all;
    await sleep(100);
  }
}

test("a line of JSON a request: who, what, how long, how it ended", async () => {
  await ask(node.nginx.port, {
    path: '/a"b?target=product&product_id=1',
    headers: {
      "User-Agent": 'a "browser"\\',
      "X-Forwarded-For": "198.51.100.66",
      "X-Amzn-Trace-Id": "Root=1-a-b",
      Referer: "https://shop.example.com/page?xid=0123456789abcdef",
      Cookie: "xid=0123456789abcdef",
    },
  });
  const all = await lines(node.nginx.place.accessLog, ({ path }) => path === '/a"b');
  expect(all.find(({ path }) => path === '/a"b')).toEqual({
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    address: shopper,
    method: "GET",
    host: "shop.example.com",
    path: '/a"b',
    query: "target=product&product_id=1",
    status: 200,
    bytes: expect.any(Number),
    seconds: expect.any(Number),
    phpSeconds: expect.stringMatching(/^\d+\.\d+$/),
    phpStatus: "200",
    protocol: "HTTP/1.1",
    tls: "TLSv1.3",
    from: "https://shop.example.com/page",
    userAgent: 'a "browser"\\',
    requestId: "Root=1-a-b",
    peer: "127.0.1.2",
  });
});

/** Queries, and what the access log has of them. */
const queries: readonly (readonly [query: string, logged: string])[] = [
  ["target=RESTAPI&_key=s3cret&_path=order/1", "target=RESTAPI&_key=[-]&_path=order/1"],
  ["xid=s3cret", "xid=[-]"],
  ["XID=s3cret&a=b", "XID=[-]&a=b"],
  ["a=b&returnURL=https%3A%2F%2Fs3cret&c=d", "a=b&returnURL=[-]&c=d"],
  ["token=s3cret&access_token=s3cret&auth_token=s3cret", "token=[-]&access_token=[-]&auth_token=[-]"],
  ["password=s3cret&password_conf=s3cret&login=s3cret%40example.com", "password=[-]&password_conf=[-]&login=[-]"],
  [
    "target=recover_password&action=confirm&email=s3cret&request_id=s3cret",
    "target=recover_password&action=confirm&email=[-]&request_id=[-]",
  ],
  ["xcart_form_id=s3cret&action=add", "xcart_form_id=[-]&action=add"],
  ["xid[]=s3cret&xid[a]=s3cret", "xid[]=[-]&xid[a]=[-]"],
  ["xid=&a=b", "xid=&a=b"],
  ["xid=s3cret=s3cret", "xid=[-]"],
  [Array(8).fill("xid=s3cret").join("&"), Array(8).fill("xid=[-]").join("&")],
  [Array(9).fill("xid=s3cret").join("&"), "[-]"],
  ["%78id=s3cret", "[-]"],
  ["x%69d=s3cret&a=b", "[-]"],
  ["xid=[s3cret&a=b", "xid=[-]&a=b"],
  ["xid=[-]s3cret", "xid=[-]"],
  ["number=4111111111111111", "[-]"],
  ["number=4111-1111-1111-1111", "[-]"],
  ["number=4111%201111%201111%201111", "[-]"],
  ["_=1732312312312&substring=red+shirt", "_=1732312312312&substring=red+shirt"],
  ["filter%5Bprice%5D=10-20&sort=name", "filter%5Bprice%5D=10-20&sort=name"],
  ["target=login&returnURL=%2F%3Fs3cret&pageId=2", "target=login&returnURL=[-]&pageId=2"],
  ["target=login&returnURL=&pageId=2", "target=login&returnURL=&pageId=2"],
  ["returnURL=%2F%3Fs3cret&xid=s3cret", "returnURL=[-]&xid=[-]"],
  ["color=red&myPassWord=s3cret", "color=red&myPassWord=[-]"],
  ["a%5BToken%5D=s3cret&form%5Bid=s3cret", "a%5BToken%5D=[-]&form%5Bid=[-]"],
  ["filter%5Bkey%5D", "filter%5Bkey%5D"],
  ["compass=north&hat=1.5&Pas=s", "compass=[-]&hat=1.5&Pas=s"],
  ["number=411111-1111111111", "[-]"],
  ["number=a411111.1111111", "number=a411111.1111111"],
  ["4111111111111111=1", "[-]"],
  ["gclid=Cj0KCQiA0fu5B-hDQ_1234567", "gclid=Cj0KCQiA0fu5B-hDQ_1234567"],
  ["number=a1234567%201234567", "[-]"],
  ["substring=a%20b1234567.1234567", "[-]"],
  ["widget=%5CXLite%5CView&substring=%D1%82%20%D0%BE", "widget=%5CXLite%5CView&substring=%D1%82%20%D0%BE"],
  ["go=a%3Fpass%3Ds3cret&a=b", "[-]"],
  ["=1&=&&a", "=1&=&&a"],
  ["", ""],
];

describe("secrets in queries", () => {
  let all: Line[];
  beforeAll(async () => {
    const paths = queries.map((_, i) => `/query-${i}`);
    for (const [i, [query]] of queries.entries()) await ask(node.nginx.port, { path: `${paths[i]}?${query}` });
    all = await lines(node.nginx.place.accessLog, ...paths.map((asked) => (one: Line) => one.path === asked));
  });

  test.each(queries.map(([query, logged], i) => ({ query, logged, path: `/query-${i}` })))("$query", ({ logged, path }) => {
    expect(all.find((one) => one.path === path)?.query).toBe(logged);
  });
});

test("health checks that go well are not logged, those that do not are", async () => {
  const check = { path: "/healthz", address: null, host: "10.0.0.7" } as const;
  await ask(node.nginx.port, check);
  await ask(node.nginx.port, { ...check, method: "DELETE" });
  const all = await lines(node.nginx.place.accessLog, ({ path, status }) => path === "/healthz" && status === 405);
  expect(all.filter(({ path }) => path === "/healthz").map(({ status }) => status)).toEqual([405]);
});

describe("what browsers report", () => {
  const report = async (body: string, headers = { "Content-Type": "application/csp-report" }) =>
    await ask(node.nginx.port, { method: "POST", path: "/csp-report", body, headers });
  const reports = async (blocked: string) => {
    const all = await lines(node.nginx.place.reportLog, (one) => one.blocked === blocked);
    return all.filter((one) => one.blocked === blocked);
  };

  test("is answered without PHP, and logged without queries", async () => {
    const body = JSON.stringify({
      "csp-report": {
        "document-uri": "https://shop.example.com/?xid=s3cret",
        "violated-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/a.js?who=s3cret",
        "source-file": "https://shop.example.com/assets/a.js?s3cret",
      },
    });
    expect(await report(body)).toMatchObject({ status: 204, body: "", php: undefined });
    expect(await reports("https://evil.example/a.js")).toEqual([
      {
        time: expect.any(String),
        address: shopper,
        host: "shop.example.com",
        path: "/csp-report",
        directive: "script-src-elem",
        blocked: "https://evil.example/a.js",
        page: "https://shop.example.com/",
        source: "https://shop.example.com/assets/a.js",
        userAgent: "",
        requestId: "",
      },
    ]);
  });

  test("in the Reporting API's form", async () => {
    const body = JSON.stringify([
      { type: "csp-violation", body: { documentURL: "https://shop.example.com/b", effectiveDirective: "img-src", blockedURL: "inline" } },
    ]);
    expect((await report(body, { "Content-Type": "application/reports+json" })).status).toBe(204);
    expect(await reports("inline")).toMatchObject([{ directive: "img-src", page: "https://shop.example.com/b" }]);
  });

  test.each([
    ["nonsense", "\0\u00ff{{", 204],
    ["nothing", "", 204],
    ["as much as is taken", `{"blocked-uri":"large",${" ".repeat(16_000)}}`, 204],
    ["more", " ".repeat(16_385), 413],
  ])("%s", async (_, body, status) => {
    expect((await report(body)).status).toBe(status);
  });

  test("a GET is no report", async () => {
    expect(await ask(node.nginx.port, { path: "/csp-report" })).toMatchObject({ status: 405, headers: { allow: "POST" } });
  });

  test("only so many an address", async () => {
    const answers = await Promise.all(Array.from({ length: 60 }, async () => (await report("{}")).status));
    expect(new Set(answers)).toEqual(new Set([204, 429]));
  });
});

test("no log has a secret, or a cookie", async () => {
  const { accessLog, reportLog, errorLog } = node.nginx.place;
  await ask(node.nginx.port, { path: "/?do=die&xid=s3cret", headers: { Cookie: "xid=s3cret" } });
  await lines(accessLog, ({ query, status }) => query === "do=die&xid=[-]" && status === 502);
  for (const log of [accessLog, reportLog, errorLog]) expect(readFileSync(log, "utf8")).not.toMatch(/s3cret|0123456789abcdef/);
});
