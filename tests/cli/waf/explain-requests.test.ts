import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { startSession } from "../session.ts";
import { acl, ipSetType, pathIs, resource, rule } from "./firewall-fixture.ts";
import { albLine, background, entry, har, wafRecord } from "./formats-fixture.ts";

const script = join(import.meta.dirname, "../../../cli/store.mjs");
const COMMON = "AWSManagedRulesCommonRuleSet";
const containing = (searchString: string, fieldToMatch: object) => ({
  byteMatchStatement: { searchString, positionalConstraint: "CONTAINS", fieldToMatch, textTransformations: [] },
});
const shop = [
  resource("pulumi:pulumi:Stack", "stack", { url: "https://shop.example.com/" }),
  resource(ipSetType, "staff", { name: "shop-staff", arn: "arn:staff", addresses: ["203.0.113.0/24"] }),
  acl([
    rule("login", containing("target=login", { body: {} }), { action: { count: {} }, ruleLabels: [{ name: "form:login" }] }),
    rule("admin", pathIs("/admin/"), { priority: 1 }),
    {
      name: "core",
      priority: 2,
      overrideAction: { none: {} },
      statement: { managedRuleGroupStatement: { name: COMMON, vendorName: "AWS" } },
    },
    rule("page", containing("target=profile", { queryString: {} }), { priority: 3, action: { challenge: {} } }),
    rule("puzzle", containing("target=search", { queryString: {} }), { priority: 4, action: { captcha: {} } }),
    rule(
      "login-rate",
      {
        rateBasedStatement: {
          limit: 2,
          evaluationWindowSec: 60,
          scopeDownStatement: { labelMatchStatement: { scope: "LABEL", key: "form:login" } },
        },
      },
      { priority: 5, action: { block: { customResponse: { responseCode: 429 } } } },
    ),
  ]),
];
const session = startSession();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "waf-requests-"));
  writeFileSync(join(folder, "graph.json"), JSON.stringify({ version: 3, deployment: { resources: shop } }));
});
afterEach(() => rmSync(folder, { recursive: true }));
afterAll(() => session.end());

/** Runs `store waf explain --requests` about a file of these contents. */
async function explain(content: string | Buffer, ...args: string[]) {
  writeFileSync(join(folder, "requests"), content);
  return await session.run(["waf", "explain", "--graph", "graph.json", "--requests", "requests", ...args], { cwd: folder });
}

const who = ["--ip", "198.51.100.7", "--country", "DE"];
const json = async (content: string | Buffer, ...args: string[]) => {
  const { stdout, stderr } = await explain(content, "--json", ...args);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
};
const verdicts = async (content: string | Buffer, ...args: string[]): Promise<string[]> =>
  (await json(content, ...args)).requests.map(
    ({ line, verdict, rule: by }: Record<string, unknown>) => `${line} ${verdict}${by ? ` by ${by}` : ""}`,
  );

const login = (second: number) =>
  JSON.stringify({ time: second, ip: "198.51.100.7", method: "POST", path: "/", body: "target=login", hints: ["core=no-match"] });

test("a summary by rule first, then who is refused, then what stays open", async () => {
  const lines = ["# three logins", login(0), login(1), "", login(2), '{"time": 3, "ip": "198.51.100.8", "path": "/admin/"}'];
  expect(await explain(lines.join("\n"), "--country", "DE")).toEqual({
    status: 0,
    stderr: "",
    stdout: `shop-prod  4 requests of requests on shop; AWS was not asked
  requests, a JSON object a line

  By rule
    login-rate      blocked with 429  1 ×  1 address  first: line 5, POST / from 198.51.100.7 (DE)
    admin           blocked with 403  1 ×  1 address  first: line 6, GET /admin/ from 198.51.100.8 (DE)
    default action  allowed           2 ×  1 address  first: line 2, POST / from 198.51.100.7 (DE)

  Refused
    line 5  1 ×  POST / from 198.51.100.7 (DE)  blocked with 429 by login-rate
      it is request 3 in 60 seconds from 198.51.100.7, and 2 may come
    line 6  1 ×  GET /admin/ from 198.51.100.8 (DE)  blocked with 403 by admin
      the path "/admin/" is "/admin/"
`,
  });
});

test("--json has every request and the same summary", async () => {
  const { stack, summary, requests } = await json(`${login(0)}\n${login(1)}\n${login(2)}`, ...who);
  expect([stack, requests.length, requests[2].isRefused, summary.requests, summary.refused]).toEqual(["shop-prod", 3, true, 3, 1]);
  expect(summary.byRule[1]).toMatchObject({ rule: "login-rate", outcome: "blocked with 429", count: 1, addresses: 1, first: { line: 3 } });
});

describe("files as they come", () => {
  const text = `${login(0)}\n${login(1)}\n`;
  test.each<[string, string | Buffer]>([
    ["UTF-8 with a mark", `\ufeff${text}`],
    ["UTF-16 of Windows' shells", Buffer.from(`\ufeff${text.replaceAll("\n", "\r\n")}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(text, "utf16le")],
    ["UTF-16 the other way round", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["gzip", gzipSync(text)],
    ["gzip, several in a row, as S3 has them", Buffer.concat([gzipSync(`${login(0)}\n`), gzipSync(`${login(1)}\n`)])],
    ["UTF-16 in gzip", gzipSync(Buffer.from(`\ufeff${text}`, "utf16le"))],
    ["a list", `[${login(0)},\n${login(1)}]`],
    ["without an end of the last line", text.trimEnd()],
  ])("%s", async (_name, content) => {
    expect((await json(content, ...who)).summary.requests).toEqual(2);
  });

  test.each<[string, string | Buffer, RegExp]>([
    ["a ZIP archive", Buffer.from("PK\u0003\u0004"), /^requests: got a ZIP archive, expected the file in it\n$/],
    [
      "a gzip file that breaks off",
      gzipSync(text).subarray(0, 30),
      /^--requests: requests cannot be read \(.+\), expected a file of requests\n$/,
    ],
    ["a document that breaks off", '{"log": {"entries": [', /^requests: .+, expected a JSON document, or a JSON object a line\n$/],
  ])("%s", async (_name, content, sentence) => {
    const { status, stdout, stderr } = await explain(content, ...who);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(sentence);
  });
});

test("each kind of mistake is one sentence with its first line and how many there are, and nothing is answered", async () => {
  const lines = [login(0), '{"user": 1}', "{", '{"user": 2}', "nonsense", '{"ip": "x"}', "{", '{"user": 3}'];
  const { status, stdout, stderr } = await explain(lines.join("\n"), ...who);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^requests:2: got the key user, expected some of time, .+; 2 more of the kind$/),
    expect.stringMatching(/^requests:3: .+, expected a JSON object; 1 more of the kind$/),
    'requests:5: got "nonsense", expected a JSON object, or a line of the log of a web ACL, a load balancer or nginx',
    "requests:6: ip: got x, expected an IPv4 or IPv6 address",
    "",
  ]);
});

describe("times", () => {
  test("milliseconds are milliseconds", async () => {
    const lines = [0, 1, 2].map((second) => login(1763980000000 + second * 1000));
    expect(await verdicts(lines.join("\n"), ...who)).toEqual(["1 allow", "2 allow", "3 block by login-rate"]);
    const apart = [0, 1, 2].map((minute) => login(1763980000000 + minute * 60_000));
    expect(await verdicts(apart.join("\n"), ...who)).toEqual(["1 allow", "2 allow", "3 allow"]);
  });

  test.each([
    ["microseconds", 1e6],
    ["nanoseconds", 1e9],
  ])("%s are %s", async (_unit, second) => {
    const at = (seconds: number) => login((1763980000 + seconds) * second);
    expect(await verdicts([0, 1, 2].map(at).join("\n"), ...who)).toEqual(["1 allow", "2 allow", "3 block by login-rate"]);
    expect(await verdicts([0, 60, 120].map(at).join("\n"), ...who)).toEqual(["1 allow", "2 allow", "3 allow"]);
  });

  test("requests are asked by their times, whatever their order in a log of several nodes", async () => {
    expect(await verdicts([login(100), login(0), login(101), login(102), login(1)].join("\n"), ...who)).toEqual([
      "2 allow",
      "5 allow",
      "1 allow",
      "3 allow",
      "4 block by login-rate",
    ]);
  });

  test("a line without a time comes with the one above, and repeated ones come among the others", async () => {
    const repeated = JSON.stringify({ ...JSON.parse(login(10)), repeat: 2, every: 30 });
    expect(await verdicts([login(10), '{"path": "/admin/"}', repeated, login(20)].join("\n"), ...who)).toEqual([
      "1 allow",
      "2 block by admin",
      "3 allow",
      "4 block by login-rate",
      "3 block by login-rate",
    ]);
  });
});

describe("a browser's recording", () => {
  const profile = "https://shop.example.com/?target=profile";
  const sent = (body: string) => ({
    method: "POST",
    bodySize: body.length,
    postData: { mimeType: "application/x-www-form-urlencoded", text: body },
  });

  test("only the store's own hosts are asked, and the others are named", async () => {
    const content = JSON.stringify(
      har(entry("https://shop.example.com/"), entry("https://fonts.example/a"), entry("https://fonts.example/b"), entry("data:,")),
    );
    const { stdout } = await explain(content, ...who);
    expect(stdout).toContain("shop-prod  1 request of requests on shop");
    expect(stdout).toContain(
      "    Not asked: 2 requests to others than the store: fonts.example (2).\n    Not asked: 1 that left no browser (data:, blob:).\n",
    );
  });

  test("one of another host is asked for its name", async () => {
    const content = JSON.stringify(har(entry("https://old.example/")));
    expect(await explain(content, ...who)).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "requests: got requests to old.example (1), expected some to shop.example.com; --host names the one under which it was recorded\n",
    });
    expect((await json(content, ...who, "--host", "old.example")).summary.requests).toEqual(1);
  });

  test("a page that is challenged is answered by the browser, which has a token from then on, for as long as the web ACL says", async () => {
    const late = entry(profile, sent("a=b"), 4);
    const content = JSON.stringify(
      har(entry(profile, {}, 1), entry(profile, { headers: background }, 2), entry(profile, sent("a=b"), 3), late),
    );
    const { requests, summary } = await json(content.replace("10:26:04.123Z", "10:31:02.123Z"), ...who);
    expect(requests.map(({ verdict, answered }: Record<string, unknown>) => [verdict, answered])).toEqual([
      ["allow", { verdict: "challenge", rule: "page" }],
      ["allow", undefined],
      ["allow", undefined],
      ["challenge", undefined],
    ]);
    expect([summary.refused, summary.byRule[0].outcome]).toEqual([1, "challenged; the browser answered"]);
  });

  test("what a script asks for cannot answer, and a CAPTCHA is not answered with a challenge's token", async () => {
    const search = "https://shop.example.com/?target=search";
    const content = JSON.stringify(
      har(entry(profile, { headers: background }, 1), entry(profile, {}, 2), entry(search, { headers: background }, 3)),
      undefined,
      2,
    );
    const { stdout } = await explain(content, ...who);
    expect(stdout).toContain("GET /?target=profile from 198.51.100.7 (DE)  challenged, and cannot answer by page");
    expect(stdout).toContain("a request in the background cannot show it: the script gets 202 and fails");
    expect(stdout).toContain("GET /?target=search from 198.51.100.7 (DE)  asked for a CAPTCHA, and cannot answer by puzzle");
  });

  test("bodies that were not recorded are counted, and what looks at them is open", async () => {
    const content = JSON.stringify(
      har(entry("https://shop.example.com/", { method: "POST", bodySize: 25 }), entry("https://shop.example.com/")),
    );
    const { stdout } = await explain(content, ...who);
    expect(stdout).toContain("    The recording lacks the body, or a part of it, of 1 request: rules on bodies are open for them.\n");
    expect(stdout).toMatch(/ 1 × {2}login {2,}the log does not say all of the body /);
  });

  test("a form that is challenged cannot answer", async () => {
    const { stdout } = await explain(JSON.stringify(har(entry(profile, sent("a=b")))), ...who);
    expect(stdout).toContain("a POST cannot show it: a script gets 202 and fails; on a page asked for by GET a browser solves it unseen");
  });

  test("without cookies it says how to save them, and without an address whose it is", async () => {
    const content = JSON.stringify(har(entry("https://shop.example.com/")));
    expect((await explain(content, ...who)).stdout).toContain(
      "No request has a cookie, as browsers save a recording without what is secret",
    );
    expect((await explain(content, "--country", "DE")).stderr).toEqual(
      "requests: entry 1: ip: missing; expected an IPv4 or IPv6 address\n",
    );
  });
});

test("a refused customer's record: what was done then, and what would be done now", async () => {
  const blocked = {
    action: "BLOCK",
    terminatingRuleId: "core",
    ruleGroupList: [
      { ruleGroupId: `AWS#${COMMON}`, terminatingRule: { ruleId: "GenericLFI_BODY", action: "BLOCK" }, nonTerminatingMatchingRules: [] },
    ],
  };
  const gone = { action: "BLOCK", terminatingRuleId: "old-rule" };
  const posted = { httpMethod: "POST", args: "" };
  const { stdout } = await explain([wafRecord(blocked, posted), wafRecord(gone), wafRecord()].map((one) => JSON.stringify(one)).join("\n"));
  expect(stdout).toContain("blocked with 403 by core\n      the log says that GenericLFI_BODY of AWSManagedRulesCommonRuleSet matches\n");
  expect(stdout).toContain(
    "  Then and now\n    1 ×  then blocked by old-rule  now allowed by the default action  first: line 2\n    2 ×  as then\n",
  );
  expect(stdout).toContain("1 ×  login  the log does not say all of the body  first: line 1  --hint login=match\n");
  expect(stdout).toContain("    The web ACL's log has no bodies: rules on them are open where the log does not say that they matched.\n");
});

test("a rule of ours on a body that the log says has matched is taken as matched, and counts", async () => {
  const record = (at: number) =>
    JSON.stringify(
      wafRecord({ timestamp: at * 1000, nonTerminatingMatchingRules: [{ ruleId: "login", action: "COUNT" }] }, { httpMethod: "POST" }),
    );
  expect(await verdicts([record(1), record(2), record(3)].join("\n"))).toEqual(["1 allow", "2 allow", "3 block by login-rate"]);
});

test("a load balancer's log: who is refused now and was let through then, from how many addresses", async () => {
  const admin = { request: "GET https://shop.example.com:443/admin/ HTTP/2.0" };
  const lines = [albLine(admin), albLine({ ...admin, client: "198.51.100.24:1" }), albLine(), albLine({ request: "- http://x:80- -" })];
  const { stdout } = await explain(lines.join("\n"), "--country", "DE");
  expect(stdout).toContain("    line 1  2 ×  GET /admin/ from 198.51.100.23 (DE)  blocked with 403 by admin\n");
  expect(stdout).toContain("      from 2 addresses\n");
  expect(stdout).toContain("    2 ×  then allowed  now blocked with 403 by admin  first: line 1\n    1 ×  as then\n");
  expect(stdout).toContain("    Not asked: 1 that the load balancer could not read.\n");
});

test("what attackers send neither makes a log unreadable nor speaks to a terminal", async () => {
  const strange = ["get https://shop.example.com:443/a b HTTP/1.1", "M-SEARCH https://shop.example.com:443/\\x1b[2J HTTP/1.1"];
  const records = [
    wafRecord({}, { uri: "*", httpMethod: "OPTIONS", args: "" }),
    wafRecord({}, { country: "AP", uri: "/admin/", args: "\u001b]0;x\u0007" }),
  ];
  const content = [...strange.map((request) => albLine({ request })), ...records.map((one) => JSON.stringify(one))].join("\n");
  const { status, stdout } = await explain(content, "--country", "DE");
  expect([status, stdout.includes("4 requests"), stdout.includes("\u001b")]).toEqual([0, true, false]);
  expect(stdout).toContain("GET /admin/?\\x1b]0;x\\x07 from 198.51.100.23 (AP)");
});

test("only so many kinds of refused requests are listed", async () => {
  const lines = Array.from({ length: 25 }, (_, at) =>
    JSON.stringify({ time: at, ip: "198.51.100.7", path: `/${at}`, hints: ["core=GenericLFI_URIPATH"] }),
  );
  const { stdout } = await explain(lines.join("\n"), "--country", "DE");
  expect(stdout).toContain("    core  blocked with 403  25 ×");
  expect(stdout).toContain("    and 5 more, of 5 kinds; --json has all\n");
});

describe("--fail-on-refused", () => {
  test.each([
    ["a request that is blocked", '{"path": "/admin/"}', 1],
    ["a script that is challenged", '{"path": "/?target=profile", "headers": {"X-Requested-With": "XMLHttpRequest"}}', 1],
    ["a page that is challenged", '{"path": "/?target=profile", "headers": {"Accept": "text/html"}}', 0],
    ["what is allowed", '{"path": "/"}', 0],
  ])("%s", async (_name, line, status) => {
    expect([(await explain(line, ...who, "--fail-on-refused")).status, (await explain(line, ...who)).status]).toEqual([status, 0]);
  });

  test("one request on the command line", async () => {
    const command = [script, "waf", "explain", "--graph", "graph.json", ...who, "--path", "/admin/", "--fail-on-refused"];
    expect(spawnSync(process.execPath, command, { cwd: folder }).status).toEqual(1);
  });
});
