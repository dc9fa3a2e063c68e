import { describe, expect, test } from "@jest/globals";
import { formatOf, lineFormats } from "../../../cli/waf/explain/formats/formats.ts";
import { harFormat } from "../../../cli/waf/explain/formats/har.ts";
import type { Asked, Reading, Recorded } from "../../../cli/waf/explain/formats/recorded.ts";
import { valuesOfLine } from "../../../cli/waf/explain/formats/wrapped.ts";
import { albLine, entry, page, wafRecord } from "./formats-fixture.ts";

const COMMON = "AWSManagedRulesCommonRuleSet";
const BOTS = "AWSManagedRulesBotControlRuleSet";
const asked: Asked = {
  base: { ip: "203.0.113.9", country: "FR", headers: [["host", "shop.example.com"]] },
  hintable: {
    groups: new Map([
      ["core", COMMON],
      ["bots", BOTS],
    ]),
    rules: ["login"],
  },
  hosts: new Set(["shop.example.com"]),
};

function reading(value: unknown): Reading {
  const format = formatOf(value, lineFormats);
  return format ? format.read(value, asked) : { fault: "no format" };
}

/** What a line is read as, by what it holds. */
function recorded(line: string): Recorded {
  const [value] = valuesOfLine(line);
  return of(reading(value));
}

function of(read: Reading): Recorded {
  if (!("recorded" in read)) throw new Error(JSON.stringify(read));
  return read.recorded;
}

describe("a load balancer's access log", () => {
  const versions: readonly (readonly [string, string])[] = [
    ["of today", albLine()],
    ["with the fields of 2025", albLine({ more: ' "-" "-" "10.25.0.11:443" "200" "-" "-" TID_0001 "-" "-" "-"' })],
    ["before connections had names", albLine({ more: ' "-" "-" "10.25.0.11:443" "200" "-" "-"' })],
    ["before the classification", albLine({ more: ' "-" "-"' })],
    ["of the first years", albLine().split(' "Root=')[0] ?? ""],
  ];

  test.each(versions)("a line %s", (_name, line) => {
    const { described, time, untold } = recorded(line);
    expect([described.method, described.path, described.ip, described.headers]).toEqual([
      "GET",
      "/?target=cart",
      "198.51.100.23",
      [
        ["host", "shop.example.com"],
        ["user-agent", "Mozilla/5.0 (X11; Linux x86_64)"],
      ],
    ]);
    expect([time, untold]).toEqual([Date.parse("2026-11-24T10:26:40.123Z"), { body: false, otherHeaders: true, headers: [] }]);
  });

  test.each([
    ["2001:db8::1:40412", "2001:db8::1"],
    ["[2001:db8::1]:40412", "2001:db8::1"],
  ])("the client %s", (client, ip) => expect(recorded(albLine({ client })).described.ip).toEqual(ip));

  test.each([
    ["waf,forward", "200", { verdict: "allow" }],
    ["waf,authenticate", "302", { verdict: "allow" }],
    ["waf", "403", { verdict: "block" }],
    ["waf", "405", { verdict: "captcha" }],
    ["waf", "202", { verdict: "challenge" }],
    ["waf-failed,forward", "200", undefined],
    ["-", "400", undefined],
  ])("what was done: %s with %s", (actions, status, past) => {
    expect(recorded(albLine({ actions, status })).past).toEqual(past);
  });

  test("a path stays as it was sent, a user agent is itself again, and a POST has a body that the log does not show", () => {
    const line = albLine({ request: "POST https://shop.example.com:443/%2e%2e//x?a=%41+b HTTP/1.1", agent: "a\\x22b \\x5c" });
    const { described, untold } = recorded(line);
    expect([described.path, described.headers[1], untold?.body]).toEqual(["/%2e%2e//x?a=%41+b", ["user-agent", 'a"b \\'], true]);
  });

  test.each([
    ["M-SEARCH https://shop.example.com:443/ HTTP/1.1", "M-SEARCH", "/"],
    ["get https://shop.example.com:443/a b?c d HTTP/1.1", "get", "/a b?c d"],
  ])("%s, as no browser asks", (request, method, path) => {
    const { described } = recorded(albLine({ request }));
    expect([described.method, described.path]).toEqual([method, path]);
  });

  test("what the load balancer could not read is left out", () => {
    const line = albLine({ request: "- http://shop-1.elb.amazonaws.com:80- -" });
    expect(reading(valuesOfLine(line)[0])).toEqual({ skip: { kind: "other", what: "that the load balancer could not read" } });
  });
});

describe("objects one behind the other, as Firehose delivers them", () => {
  const other = JSON.stringify({ path: '/"}{"', body: "\\\\" });

  test.each(["", " ", "\t"])("with %j between them", (between) => {
    const line = [JSON.stringify({ path: "/" }), other, other].join(between);
    expect(valuesOfLine(line)).toEqual([{ path: "/" }, JSON.parse(other), JSON.parse(other)]);
  });

  test.each([`${other}{"path":`, `${other}x`, `${other}}`, `${other}{"path":}`])("not where one is broken: %s", (line) => {
    expect(valuesOfLine(line)).toEqual([expect.objectContaining({ message: expect.any(String) })]);
  });
});

describe("nginx's logs", () => {
  const node = {
    ...{
      time: "2026-11-24T10:26:40+00:00",
      address: "198.51.100.23",
      method: "POST",
      host: "shop.example.com",
      path: "/",
      query: "target=login&login=[-]",
    },
    ...{ status: 200, bytes: 1, seconds: 0.1, from: "", userAgent: "Mozilla/5.0", requestId: "Root=1-0", peer: "10.25.0.4" },
  };

  test("a line of our nodes", () => {
    const { described, untold, past, time } = recorded(JSON.stringify(node));
    expect([described.path, described.ip, described.method, time]).toEqual([
      "/?target=login&login=[-]",
      "198.51.100.23",
      "POST",
      Date.parse("2026-11-24T10:26:40Z"),
    ]);
    expect([untold, past]).toEqual([{ body: true, otherHeaders: true, redaction: "[-]" }, { verdict: "allow" }]);
  });

  test("a report of a browser is no request", () => {
    expect(reading({ ...node, directive: "script-src" })).toMatchObject({ skip: { kind: "other" } });
  });

  test.each([
    ['198.51.100.23 - - [24/Nov/2026:10:26:40 +0000] "GET /?a=b HTTP/1.1" 200 512 "https://shop.example.com/" "Mozilla/5.0 (X11)"', 3],
    ['198.51.100.23 - - [24/Nov/2026:12:26:40 +0200] "GET /?a=b HTTP/1.1" 304 -', 1],
    ['198.51.100.23 - a b [24/Nov/2026:10:26:40 +0000] "GET /?a=b HTTP/2.0" 200 512 "-" "a \\"quoted\\" one" "203.0.113.1"', 2],
    ['2026-11-24T10:26:41.000Z 198.51.100.23 - - [24/Nov/2026:10:26:40 +0000] "GET /?a=b HTTP/1.1" 200 512', 1],
  ])("%s", (line, headers) => {
    const { described, time } = recorded(line);
    expect([described.path, described.ip, time, described.headers.length]).toEqual([
      "/?a=b",
      "198.51.100.23",
      Date.parse("2026-11-24T10:26:40Z"),
      headers,
    ]);
  });

  test("what came without a request line is left out", () => {
    expect(reading('198.51.100.23 - - [24/Nov/2026:10:26:40 +0000] "\\x16\\x03\\x01" 400 150')).toMatchObject({ skip: { kind: "other" } });
  });
});

describe("a web ACL's log", () => {
  const blocked = wafRecord(
    {
      action: "BLOCK",
      terminatingRuleId: "core",
      ruleGroupList: [
        {
          ruleGroupId: `AWS#${COMMON}#Version_1.20`,
          terminatingRule: { ruleId: "GenericLFI_BODY", action: "BLOCK", ruleMatchDetails: null },
          nonTerminatingMatchingRules: [{ ruleId: "NoUserAgent_HEADER", action: "COUNT" }],
          excludedRules: null,
        },
        { ruleGroupId: "AWS#AWSManagedRulesSQLiRuleSet", terminatingRule: null, nonTerminatingMatchingRules: [], excludedRules: null },
      ],
      nonTerminatingMatchingRules: [{ ruleId: "login", action: "COUNT", ruleMatchDetails: [] }],
      ja4Fingerprint: "t13d1516h2",
      ja3Fingerprint: "e7d705a3286e19ea",
      labels: [{ name: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body" }, { name: "awswaf:managed:token:absent" }],
    },
    { country: "-", clientAsn: 64496, httpMethod: "POST", fragment: "top", headers: [{ name: "Cookie", value: "REDACTED" }] },
  );

  test("a record: who, what, what AWS decided and what was done", () => {
    const { described, hints, past, untold } = recorded(JSON.stringify(blocked));
    expect(described).toMatchObject({
      path: "/?target=contact_us#top",
      country: "XX",
      asn: "64496",
      ja3: "e7d705a3286e19ea",
      ja4: "t13d1516h2",
      token: false,
      headers: [],
    });
    expect(hints).toEqual({
      groups: { [COMMON]: ["GenericLFI_BODY", "NoUserAgent_HEADER", "SizeRestrictions_BODY"] },
      rules: {},
      verifiedBot: undefined,
      matchedThen: ["core", "login"],
    });
    expect([past, untold]).toEqual([
      { verdict: "block", rule: "core" },
      { body: true, headers: ["cookie"], redaction: "REDACTED" },
    ]);
  });

  test("a verified bot", () => {
    const labels = ["bot:verified", "bot:category:search_engine"].map((name) => ({ name: `awswaf:managed:aws:bot-control:${name}` }));
    expect(recorded(JSON.stringify(wafRecord({ labels }))).hints?.verifiedBot).toEqual("search_engine");
  });

  test.each([
    [{ challengeResponse: { responseCode: 202, solveTimestamp: null, failureReason: "TOKEN_MISSING" } }, false],
    [{ challengeResponse: { responseCode: null, solveTimestamp: 1763979000, failureReason: null } }, true],
    [{ captchaResponse: { responseCode: 405, failureReason: "TOKEN_EXPIRED" } }, false],
    [{ labels: [{ name: "awswaf:managed:token:accepted" }] }, true],
    [{}, undefined],
  ])("the token by %j", (change, token) => expect(recorded(JSON.stringify(wafRecord(change))).described.token).toEqual(token));

  test.each([
    [{ requestBodySize: 0 }, {}, false],
    [{ requestBodySize: 25 }, {}, true],
    [{}, {}, true],
    [{}, { headers: [{ name: "content-length", value: "0" }] }, false],
    [{}, { httpMethod: "GET" }, false],
    [{}, { httpMethod: "GET", headers: [{ name: "Content-Length", value: "25" }] }, true],
  ])("whether there was a body, by %j and %j", (change, sent, isUntold) => {
    expect(recorded(JSON.stringify(wafRecord(change, { httpMethod: "POST", ...sent }))).untold?.body).toEqual(isUntold);
  });

  test("a record of the first version, with less in it", () => {
    const { timestamp, action, httpRequest } = wafRecord();
    expect(recorded(JSON.stringify({ timestamp, action, httpRequest })).described.path).toEqual("/?target=contact_us");
  });

  const text = JSON.stringify(wafRecord());
  test.each([
    ["with a time in front", `2026-11-24T10:26:40.000Z ${text}`],
    ["as aws logs tail prints it", `2026-11-24T10:26:40.000000+00:00 eu-central-1_shop_0 ${text}`],
    ["as --output text has it", `EVENTS\t3960\t1763980000999\teu-central-1_shop_0\t${text}\t1763980000000`],
    ["in an event", JSON.stringify({ logStreamName: "s", timestamp: 1, message: text, ingestionTime: 2, eventId: "3" })],
    ["in an answer of filter-log-events", JSON.stringify({ events: [{ timestamp: 1, message: text }], searchedLogStreams: [] })],
    ["in a subscription's batch", JSON.stringify({ messageType: "DATA_MESSAGE", logEvents: [{ id: "1", timestamp: 1, message: text }] })],
    ["of Logs Insights", JSON.stringify({ "@timestamp": "2026-11-24 10:26:40.000", "@message": text })],
    ["of Logs Insights, read already", JSON.stringify({ "@timestamp": "2026-11-24 10:26:40.000", "@message": wafRecord() })],
    [
      "in an answer of get-query-results",
      JSON.stringify({
        results: [
          [
            { field: "@timestamp", value: "x" },
            { field: "@message", value: text },
            { field: "@ptr", value: "y" },
          ],
        ],
      }),
    ],
    ["in a CSV of Logs Insights", `2026-11-24 10:26:40.000,"${text.replaceAll('"', '""')}"`],
    ["in a list", JSON.stringify([wafRecord()])],
  ])("%s", (_name, line) => {
    expect(recorded(line).described.ip).toEqual("198.51.100.23");
  });
});

describe("a browser's recording", () => {
  const read = (value: unknown, isSanitised = false): Recorded => of(harFormat(isSanitised).read(value, asked));
  const body = (request: Readonly<Record<string, unknown>>) => {
    const { described, untold } = read(entry("https://shop.example.com/", { method: "POST", ...request }));
    return [described.body && Buffer.from(described.body).toString(), untold?.body];
  };
  const form = "application/x-www-form-urlencoded";
  const multipart = "multipart/form-data; boundary=XX";
  const part = 'Content-Disposition: form-data; name="target"\r\n\r\nlogin\r\n';

  test.each<[string, Readonly<Record<string, unknown>>, string | undefined, boolean]>([
    [
      "a form's text",
      { postData: { mimeType: form, text: "target=login&a=%41", params: [{ name: "a", value: "x" }] } },
      "target=login&a=%41",
      false,
    ],
    ["a form's fields, as they were typed", { postData: { mimeType: form, params: [{ name: "q", value: "a b&c" }] } }, "q=a+b%26c", false],
    [
      "a form's fields, as they were sent",
      { postData: { mimeType: form, text: "", params: [{ name: "q", value: "a%20b" }] } },
      "q=a%20b",
      false,
    ],
    [
      "fields in parts",
      { postData: { mimeType: multipart, params: [{ name: "target", value: "login" }] } },
      `--XX\r\n${part}--XX--\r\n`,
      false,
    ],
    [
      "parts of which a file is left out",
      { bodySize: 90_000, postData: { mimeType: multipart, text: `--XX\r\n${part}` } },
      `--XX\r\n${part}`,
      true,
    ],
    ["a body in base64", { postData: { mimeType: "x", text: "YWI=", encoding: "base64" } }, "ab", false],
    ["a body that was not recorded", { bodySize: 25, postData: undefined }, undefined, true],
    ["a body of which only the length was", { bodySize: -1, headers: [{ name: "Content-Length", value: "25" }] }, undefined, true],
    ["no body", { bodySize: 0 }, undefined, false],
  ])("%s", (_name, request, text, isUntold) => expect(body(request)).toEqual([text, isUntold]));

  test("a request: as it was sent, without HTTP/2's own headers and what is after #", () => {
    const headers = [{ name: ":authority", value: "shop.example.com" }, { name: ":method", value: "GET" }, ...page];
    const { described, time } = read(
      entry("https://shop.example.com:443/%2e/a?b=%43#top", { headers, cookies: [{ name: "xid", value: "1" }] }),
    );
    expect([described.path, described.ip, time]).toEqual(["/%2e/a?b=%43", "203.0.113.9", Date.parse("2026-11-24T10:26:00.123Z")]);
    expect(described.headers.map(([name]) => name)).toEqual(["host", "accept", "sec-fetch-dest", "user-agent", "cookie"]);
  });

  test("a browser that has answered a challenge holds a token, and one without cookies is not said to hold none", () => {
    const cookies = [{ name: "aws-waf-token", value: "a" }];
    expect(read(entry("https://shop.example.com/", { cookies })).described.token).toEqual(true);
    expect(read(entry("https://shop.example.com/"), true).untold?.headers).toEqual(["cookie", "authorization"]);
  });

  test.each([
    ["https://fonts.example/a.woff", { kind: "host", host: "fonts.example" }],
    ["data:image/png;base64,AA==", { kind: "other", what: "that left no browser (data:, blob:)" }],
  ])("%s is not asked", (url, skip) => expect(harFormat(false).read(entry(url), asked)).toEqual({ skip }));
});

describe("requests that were written down", () => {
  test.each([
    [1763980000, 1763980000000],
    [1763980000000, 1763980000000],
    ["1763980000000", 1763980000000],
    ["2025-11-24T10:26:40Z", 1763979999999 + 1],
    [12.5, 12_500],
  ])("the time %s", (time, expected) => expect(recorded(JSON.stringify({ time })).time).toEqual(expected));

  test.each([[{ "User-Agent": "a" }], [[{ name: "User-Agent", value: "a" }]], [[["User-Agent", "a"]]]])("headers as %j", (headers) => {
    expect(recorded(JSON.stringify({ headers })).described.headers).toEqual([
      ["host", "shop.example.com"],
      ["User-Agent", "a"],
    ]);
  });

  test("a URL is host and path, as they were sent", () => {
    const { described } = recorded('{"url": "https://www.shop.example.com?target=%63art"}');
    expect([described.path, described.headers]).toEqual(["/?target=%63art", [["host", "www.shop.example.com"]]]);
  });

  test.each([
    [{ url: "shop.example.com" }, 'url: got "shop.example.com", expected one that begins with https://'],
    [{ url: "https://a/", path: "/" }, "got url and path, expected one or the other"],
    [{ headers: [1] }, 'headers: got [1], expected an object, a list of {"name", "value"}, or a list of pairs'],
  ])("%j is a mistake", (value, fault) => expect(reading(value)).toEqual({ fault }));
});
