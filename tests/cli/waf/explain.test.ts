import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startSession } from "../session.ts";
import { acl, ipSetType, pathIs, resource, rule } from "./firewall-fixture.ts";

const script = join(import.meta.dirname, "../../../cli/store.mjs");
const COMMON = "AWSManagedRulesCommonRuleSet";
const shop = [
  resource("pulumi:pulumi:Stack", "stack", { url: "https://shop.example.com/" }),
  resource(ipSetType, "staff", { name: "shop-staff", arn: "arn:staff", addresses: ["203.0.113.0/24"] }),
  acl([
    rule("callback", pathIs("/callback"), { action: { count: {} }, ruleLabels: [{ name: "to:callback" }] }),
    rule("countries", { geoMatchStatement: { countryCodes: ["KP"] } }, { priority: 1 }),
    rule(
      "admin",
      {
        andStatement: {
          statements: [pathIs("/admin/"), { notStatement: { statement: { ipSetReferenceStatement: { arn: "arn:staff" } } } }],
        },
      },
      { priority: 2 },
    ),
    rule(
      "host",
      {
        byteMatchStatement: {
          searchString: "old.example.com",
          positionalConstraint: "EXACTLY",
          fieldToMatch: { singleHeader: { name: "host" } },
        },
      },
      { priority: 3 },
    ),
    {
      name: "core",
      priority: 4,
      overrideAction: { none: {} },
      statement: { managedRuleGroupStatement: { name: COMMON, vendorName: "AWS" } },
    },
    rule("rate", { rateBasedStatement: { limit: 2, evaluationWindowSec: 60 } }, { priority: 5, action: { challenge: {} } }),
  ]),
];
const session = startSession();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "waf-"));
  writeFileSync(join(folder, "graph.json"), JSON.stringify({ version: 3, deployment: { resources: shop } }));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => session.end());

/** Runs `store waf explain` about the fixture's graph. */
const explain = (...args: string[]) => session.run(["waf", "explain", "--graph", "graph.json", ...args], { cwd: folder });

const json = async (...args: string[]) => JSON.parse((await explain("--json", ...args)).stdout);
const german = ["--ip", "198.51.100.7", "--country", "DE"];

test("a request that is blocked: the verdict first, the rule and why, in plain text", async () => {
  expect(await explain(...german, "--path", "/admin/?target=login")).toEqual({
    status: 0,
    stderr: "",
    stdout: `shop-prod  GET /admin/?target=login from 198.51.100.7 (DE)
  blocked with 403 by admin
  because the path "/admin/" is "/admin/", and 198.51.100.7 is not in the set shop-staff

  shop: 6 rules; AWS was not asked
`,
  });
});

test("a request that is let through: what matched on the way, and what AWS decides", async () => {
  expect(
    (await explain("--ip", "198.51.100.7", "--path", "/callback")).stdout,
  ).toEqual(`shop-prod  GET /callback from 198.51.100.7 (no country given)
  allowed by the default action
  because no rule decided otherwise

  Matched, and went on
    callback  count  the path "/callback" is "/callback"; labels to:callback

  Decided by AWS, taken as no match
    countries  the country was not given (--country)  --hint countries=match
    core       ${COMMON}           --hint core=<its rule>

  shop: 6 rules; AWS was not asked
`);
});

test("a request that is let through to the administration: the load balancer asks for a sign-in", async () => {
  const actions = (how: object) => [{ type: "authenticate-cognito", authenticateCognito: how }, { type: "forward" }];
  const conditions = [{ pathPattern: { values: ["/admin/*"] } }];
  const background = { httpHeader: { httpHeaderName: "X-Requested-With", values: ["XMLHttpRequest"] } };
  const rules = [
    resource("aws:lb/listenerRule:ListenerRule", "ask", { priority: 2, conditions, actions: actions({}) }),
    resource("aws:lb/listenerRule:ListenerRule", "deny", {
      priority: 1,
      conditions: [...conditions, background],
      actions: actions({ onUnauthenticatedRequest: "deny" }),
    }),
  ];
  writeFileSync(join(folder, "graph.json"), JSON.stringify({ version: 3, deployment: { resources: [...shop, ...rules] } }));
  const staff = ["--ip", "203.0.113.9", "--country", "DE", "--path", "/admin/"];
  const inBackground = [...staff, "--header", "X-Requested-With: XMLHttpRequest"];
  expect((await explain(...staff)).stdout).toContain(
    "allowed by the default action\n  because no rule decided otherwise\n  then the load balancer asks for a sign-in, by ask\n",
  );
  expect((await explain(...inBackground)).stdout).toContain("  then the load balancer answers 401 to who is not signed in, by deny\n");
  expect((await explain(...german, "--path", "/admin/")).stdout).not.toContain("load balancer");
  const asked = await Promise.all([staff, inBackground, german].map((args) => json(...args)));
  expect(asked.map(({ requests }) => requests[0].listener)).toEqual([
    { rule: "ask", does: "ask", open: [] },
    { rule: "deny", does: "deny", open: [] },
    { does: "pass", open: [] },
  ]);
  writeFileSync(join(folder, "requests.jsonl"), '{"ip": "203.0.113.9", "country": "DE", "path": "/admin/"}');
  expect((await explain("--requests", "requests.jsonl")).stdout).toContain("default action  allowed, then asked for a sign-in  1 ×");
});

test("--json prints the same as one object", async () => {
  const { stack, acl: name, requests } = await json(...german, "--path", "/admin/");
  expect([stack, name, requests]).toEqual([
    "shop-prod",
    "shop",
    [
      {
        request: { method: "GET", path: "/admin/", query: "", address: "198.51.100.7", country: "DE" },
        verdict: "block",
        status: 403,
        rule: "admin",
        because: expect.stringContaining("is not in the set shop-staff"),
        matched: [{ rule: "admin", action: "block", labels: [], because: expect.any(String) }],
        open: [],
        labels: ["awswaf:clientip:geo:country:DE"],
        isRefused: true,
      },
    ],
  ]);
});

describe("options", () => {
  const verdict = async (...args: string[]) => (await json(...args)).requests[0].verdict;

  test("the host is the store's own unless another is said", async () => {
    expect([
      await verdict(...german),
      await verdict(...german, "--host", "old.example.com"),
      await verdict(...german, "--header", "Host: old.example.com"),
    ]).toEqual(["allow", "block", "block"]);
  });

  test("a body makes it a POST, also one from a file", async () => {
    writeFileSync(join(folder, "body"), "a=b");
    const bodies = [[], ["--body", "a=b"], ["--body-file", "body"], ["--body", "a=b", "--method", "PUT"]];
    const asked = await Promise.all(bodies.map((args) => json(...german, ...args)));
    expect(asked.map(({ requests }) => requests[0].request.method)).toEqual(["GET", "POST", "POST", "PUT"]);
  });

  test("an address that is to be in a set as well, a hint, and small letters for a country", async () => {
    expect(await verdict(...german, "--path", "/admin/", "--in-set", "shop-staff=198.51.100.7")).toEqual("allow");
    expect(await verdict(...german, "--hint", "core=SizeRestrictions_BODY")).toEqual("block");
    expect(await verdict("--ip", "198.51.100.7", "--country", "kp")).toEqual("block");
  });

  test("what comes after a # is no part of the request", async () => {
    expect(await verdict(...german, "--path", "/admin/#top")).toEqual("block");
  });
});

describe("what is wrong ends with 1 and one sentence", () => {
  const ip = ["--ip", "198.51.100.7"];

  test.each([
    [["--ip", "198.51.100.700"], "--ip: got 198.51.100.700, expected an IPv4 or IPv6 address"],
    [[], "--ip: missing; expected an IPv4 or IPv6 address"],
    [[...ip, "--country", "DEU"], "--country: got DEU, expected a country's two letters (ISO 3166), or XX for one that AWS does not know"],
    [[...ip, "--country", "ZZ"], "--country: got ZZ, expected a country's two letters (ISO 3166), or XX for one that AWS does not know"],
    [[...ip, "--method", "get"], "--method: got get, expected a method in capitals, such as GET or POST"],
    [[...ip, "--path", "admin"], '--path: got "admin", expected a path such as /?target=checkout, without blanks'],
    [[...ip, "--path", "/a b"], '--path: got "/a b", expected a path such as /?target=checkout, without blanks'],
    [[...ip, "--header", "nonsense"], '--header: got "nonsense", expected "name: value"'],
    [[...ip, "--cookie", "xid"], '--cookie: got "xid", expected name=value'],
    [[...ip, "--body", "a", "--body-file", "b"], "store waf explain: got --body and --body-file, expected one or the other"],
    [
      [...ip, "--hint", "x=y"],
      `--hint: got x=y, expected <name>=<what AWS decides>, the name being one of bot, ${COMMON}, callback, countries, admin, host, rate`,
    ],
    [
      [...ip, "--in-set", "shop-staff=198.51.100.7/33"],
      "--in-set: got shop-staff=198.51.100.7/33, expected <set>=<address or block>, such as demo-prod-guard-ipv4=203.0.113.9",
    ],
    [[...ip, "--in-set", "guard=198.51.100.7"], "--in-set: got the set guard, expected one of shop-staff"],
    [[...ip, "--acl", "other"], "shop-prod: got the web ACLs shop, expected --acl with the name of one"],
    [["demo-prod", ...ip], "store waf explain: got --graph and demo-prod, expected one or the other"],
  ])("%j", async (args, sentence) => {
    expect(await explain(...args)).toEqual({ status: 1, stdout: "", stderr: `${sentence}\n` });
  });

  test.each([
    ["{", /^requests:1: .+, expected a JSON object\n$/],
    ['{"ip": "x"}', /^requests:1: ip: got x, expected an IPv4 or IPv6 address\n$/],
    [
      '{"ip": "198.51.100.7"}\n\n{"ip": "198.51.100.7", "user": "x"}',
      /^requests:3: got the key user, expected some of time, method, path, url, ip, .+\n$/,
    ],
    [
      '{"ip": "198.51.100.7", "time": "yesterday"}',
      /^requests:1: time: got "yesterday", expected seconds, milliseconds, or a time such as 2026-11-27T10:00:00Z\n$/,
    ],
    [
      '{"ip": "198.51.100.7", "time": true}',
      /^requests:1: time: got true, expected seconds, milliseconds, or a time such as 2026-11-27T10:00:00Z\n$/,
    ],
    ['{"ip": "198.51.100.7", "repeat": 0}', /^requests:1: repeat: got 0, expected .+\n$/],
    ["# nothing\n", /^requests: got no request, expected a recording of a browser, a log, or a JSON object a line\n$/],
  ])("the file %j", async (content, sentence) => {
    writeFileSync(join(folder, "requests"), content);
    const { status, stdout, stderr } = await explain("--requests", "requests");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(sentence);
  });

  test("a file that is not there", async () => {
    expect((await explain("--requests", "nowhere")).stderr).toMatch(
      /^--requests: nowhere cannot be read \(ENOENT.+\), expected a file of requests\n$/,
    );
  });
});

test("a stack of this repository is previewed; one without a web ACL has nothing to ask", async () => {
  const run = (...args: string[]) => spawnSync(process.execPath, [script, "waf", "explain", ...args], { encoding: "utf8", cwd: folder });
  const asked = run("demo-prod", ...german, "--path", "/admin/");
  expect([asked.status, asked.stderr, asked.stdout.split("\n").slice(0, 2)]).toEqual([
    0,
    "",
    ["demo-prod  GET /admin/ from 198.51.100.7 (DE)", "  blocked with 403 by admin"],
  ]);
  expect(run("demo-account", ...german).stderr).toEqual("demo-account: got no web ACL, expected one (aws:wafv2/webAcl:WebAcl)\n");
});
