import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { UserError } from "../../../cli/offline/faults.ts";
import type { WebRequest } from "../../../cli/waf/evaluate/request.ts";
import { asked, firewall, ipSetType, outcome, pathIs, patternSetType, resource, rule } from "./firewall-fixture.ts";

type Block = Readonly<Record<string, unknown>>;

const staff = resource(ipSetType, "staff", { name: "shop-staff", arn: "arn:staff", addresses: ["203.0.113.0/24", "2001:db8::/32"] });
const agents = resource(patternSetType, "agents", {
  name: "shop-agents",
  arn: "arn:agents",
  regularExpressions: [{ regexString: "^curl/" }, { regexString: "(?i)scrapy" }],
});

const compared = (
  positionalConstraint: string,
  searchString: string,
  fieldToMatch: Block = { uriPath: {} },
  ...types: string[]
): Block => ({
  byteMatchStatement: {
    positionalConstraint,
    searchString,
    fieldToMatch,
    textTransformations: types.map((type, priority) => ({ type, priority })),
  },
});
const regex = (regexString: string): Block => ({
  regexMatchStatement: { regexString, fieldToMatch: { uriPath: {} }, textTransformations: [] },
});
const size = (comparisonOperator: string, bytes: number, fieldToMatch: Block = { queryString: {} }): Block => ({
  sizeConstraintStatement: { comparisonOperator, size: bytes, fieldToMatch, textTransformations: [] },
});
const inSet = (arn: string, forwarded?: Block): Block => ({ ipSetReferenceStatement: { arn, ipSetForwardedIpConfig: forwarded } });

describe("byte matches", () => {
  test.each([
    ["EXACTLY", "/admin", "/admin", true],
    ["EXACTLY", "/admin", "/admin/", false],
    ["STARTS_WITH", "/admin", "/administration", true],
    ["STARTS_WITH", "/admin", "/x/admin", false],
    ["ENDS_WITH", ".sql", "/dump.sql", true],
    ["ENDS_WITH", ".sql", "/dump.sql.gz", false],
    ["CONTAINS", "..", "/a/../b", true],
    ["CONTAINS", "admin", "/ADMIN", false],
    ["CONTAINS_WORD", "admin", "/x-admin.php", true],
    ["CONTAINS_WORD", "admin", "/my_admin", false],
    ["CONTAINS_WORD", "admin", "/admins/admin", true],
  ])("%s %s on %s: %s", (constraint, text, path, expected) => {
    expect(outcome(compared(constraint, text), { path })).toEqual(expected);
  });

  test("transformations are done by their priority, not by their place", () => {
    const list = [
      { priority: 1, type: "LOWERCASE" },
      { priority: 0, type: "URL_DECODE" },
    ];
    const statement = {
      byteMatchStatement: { searchString: "/a", positionalConstraint: "EXACTLY", fieldToMatch: { uriPath: {} }, textTransformations: list },
    };
    expect(outcome(statement, { path: "/%41" })).toEqual(true);
  });

  test("a transformation that no one knows here leaves the rule open rather than guessed, also under a not", () => {
    const statement = compared("EXACTLY", "x", { uriPath: {} }, "CSS_DECODE");
    expect([outcome(statement), outcome({ notStatement: { statement } })]).toEqual([undefined, undefined]);
    expect(asked(firewall([rule("it", statement)])).open).toEqual([
      { rule: "it", because: "AWS decides on the text transformation CSS_DECODE" },
    ]);
  });

  test("a text with letters beyond ASCII is compared and measured in bytes", () => {
    expect(outcome(compared("EXACTLY", "/ä", { uriPath: {} }, "URL_DECODE"), { path: "/%C3%A4" })).toEqual(true);
    expect(outcome(size("EQ", 2), { query: "ä" })).toEqual(true);
  });
});

describe("components", () => {
  const headers = [
    ["Host", "shop.example.com"],
    ["X-Test", "One"],
    ["x-test", "two"],
    ["Cookie", "xid=abc; Lang=de"],
  ] as const;

  test.each<[string, Block, string, boolean]>([
    ["the query", { queryString: {} }, "target=cart&Action=add", true],
    ["the method", { method: {} }, "GET", true],
    ["an argument by a name in any case", { singleQueryArgument: { name: "action" } }, "add", true],
    ["an argument that is not there", { singleQueryArgument: { name: "page" } }, "", false],
    ["any argument", { allQueryArguments: {} }, "cart", true],
    ["a header, of several with one name all", { singleHeader: { name: "X-TEST" } }, "One,two", true],
    ["a header that is not there", { singleHeader: { name: "referer" } }, "", false],
    ["names of headers", { headers: [{ matchPattern: { all: {} }, matchScope: "KEY", oversizeHandling: "CONTINUE" }] }, "host", true],
    [
      "values of headers, but not of those left out",
      { headers: { matchPattern: { excludedHeaders: ["host"] }, matchScope: "VALUE" } },
      "shop.example.com",
      false,
    ],
    [
      "a cookie by its name",
      { cookies: { matchPatterns: [{ includedCookies: ["xid"] }], matchScope: "VALUE", oversizeHandling: "MATCH" } },
      "abc",
      true,
    ],
    ["another cookie's value", { cookies: { matchPatterns: [{ includedCookies: ["xid"] }], matchScope: "VALUE" } }, "de", false],
    ["the order of headers", { headerOrders: [{ oversizeHandling: "CONTINUE" }] }, "host:x-test:x-test:cookie", true],
  ])("%s", (_name, field, text, expected) => {
    expect(outcome(compared("EXACTLY", text, field), { query: "target=cart&Action=add", headers })).toEqual(expected);
  });

  test.each([
    ["ja3", "ja3Fingerprint"],
    ["ja4", "ja4Fingerprint"],
  ])("a %s fingerprint is compared as it was given, and open where it was not", (key, kind) => {
    const statement = (fallbackBehavior: string) => compared("EXACTLY", "t13d", { [kind]: { fallbackBehavior } });
    const results = ["t13d", "t12d", ""].flatMap((print) =>
      ["MATCH", "NO_MATCH"].map((fallback) => outcome(statement(fallback), { [key]: print })),
    );
    expect(results).toEqual([true, true, false, false, true, false]);
    expect(asked(firewall([rule("it", statement("MATCH"))])).open).toEqual([
      { rule: "it", because: `the ${key.toUpperCase()} fingerprint was not given (--${key})` },
    ]);
  });

  test("a fragment is compared where one was sent, as no browser does", () => {
    const statement = compared("EXACTLY", "top", { uriFragment: { fallbackBehavior: "MATCH" } });
    expect([outcome(statement, { fragment: "top" }), outcome(statement, { fragment: "end" }), outcome(statement)]).toEqual([
      true,
      false,
      false,
    ]);
  });

  const long = Buffer.concat([Buffer.alloc(8192, "a"), Buffer.from("target=login")]);

  test.each([
    ["CONTINUE", false],
    ["MATCH", true],
    ["NO_MATCH", false],
    [undefined, false],
  ])("of a body over 8,192 bytes the rest is not seen; oversize %s gives %s", (oversizeHandling, expected) => {
    expect(outcome(compared("CONTAINS", "target=login", { body: { oversizeHandling } }), { body: long })).toEqual(expected);
  });

  test("a body of 8,192 bytes is seen whole", () => {
    expect(outcome(compared("ENDS_WITH", "in", { body: { oversizeHandling: "MATCH" } }), { body: long.subarray(-8192) })).toEqual(true);
  });

  test("of more than 200 headers only 200 are looked at, or the rule matches as it says", () => {
    const many = Array.from({ length: 201 }, (_, at) => [`x-${at}`, "v"] as const);
    const field = (oversizeHandling: string) => ({ headers: { matchPattern: { all: {} }, matchScope: "KEY", oversizeHandling } });
    const results = ["CONTINUE", "MATCH", "NO_MATCH"].map((handling) =>
      outcome(compared("EXACTLY", "x-200", field(handling)), { headers: many }),
    );
    expect(results).toEqual([false, true, false]);
    expect(outcome(compared("EXACTLY", "x-199", field("CONTINUE")), { headers: many })).toEqual(true);
  });

  const json = (content: Block): Block => ({ jsonBody: { matchPattern: { all: {} }, matchScope: "ALL", ...content } });
  const body = Buffer.from('{"login": {"name": "eve", "tags": ["x", "y"]}}');

  test.each<[string, Block, string, boolean]>([
    ["a value anywhere", {}, "eve", true],
    ["a key anywhere", {}, "login", true],
    ["no key where values are looked at", { matchScope: "VALUE" }, "login", false],
    ["a value at a path", { matchPattern: { includedPaths: ["/login/name"] } }, "eve", true],
    ["an element of a list at a path", { matchPattern: { includedPaths: ["/login/tags/*"] } }, "y", true],
    ["nothing at another path", { matchPattern: { includedPaths: ["/login/tags/0"] } }, "eve", false],
  ])("a JSON body has %s", (_name, content, text, expected) => {
    expect(outcome(compared("EXACTLY", text, json(content)), { body })).toEqual(expected);
  });

  test.each([
    ["MATCH", true],
    ["NO_MATCH", false],
    ["EVALUATE_AS_STRING", true],
    [undefined, undefined],
  ])("a body that is no JSON, with the fallback %s, gives %s", (invalidFallbackBehavior, expected) => {
    expect(outcome(compared("CONTAINS", "{x", json({ invalidFallbackBehavior })), { body: Buffer.from("{x") })).toEqual(expected);
  });
});

describe("regular expressions and sizes", () => {
  test.each([
    ["^/(install|probe)\\.php$", "/probe.php", true],
    ["^/(install|probe)\\.php$", "/probe.php5", false],
    ["(?i)\\.SQL", "/dump.sql", true],
    ["\\A/x\\z", "/x", true],
    ["^/[[:digit:]]+$", "/42", true],
  ])("%s on %s: %s", (pattern, path, expected) => {
    expect(outcome(regex(pattern), { path })).toEqual(expected);
  });

  test.each([
    ["(?=x)", "look-around"],
    ["(?<!x)y", "look-around"],
    ["(a)\\1", "back references and recursion"],
    ["(?>a)", "atomic groups and possessive quantifiers"],
    ["a++", "atomic groups and possessive quantifiers"],
    ["(?R)", "back references and recursion"],
    ["(?(1)a)", "conditions"],
    ["(*FAIL)", "control verbs"],
    ["a\\K", "\\C, \\R and \\K"],
  ])("%s is refused, since AWS does", (pattern, what) => {
    const got = `rule it: got the regular expression ${pattern}, expected one without ${what}, which AWS WAF refuses`;
    expect(() => outcome(regex(pattern))).toThrow(new UserError(got));
  });

  test("a plus sign or a bracket that is meant as such is no possessive quantifier or group", () => {
    expect([
      outcome(regex("a\\++"), { path: "/a+" }),
      outcome(regex("\\(?=\\)"), { path: "/(=)" }),
      outcome(regex("^/[*+]+$"), { path: "/+" }),
    ]).toEqual([true, true, true]);
  });

  test("a pattern of more than 512 characters is refused", () => {
    expect(() => outcome(regex("a".repeat(513)))).toThrow("rule it: got a regular expression of 513 characters, expected at most 512");
  });

  test.each([
    ["curl/8.0", true],
    ["my Scrapy", true],
    ["Mozilla/5.0", false],
  ])("one expression of a set is enough for %s: %s", (agent, expected) => {
    const statement = {
      regexPatternSetReferenceStatement: {
        arn: "arn:agents",
        fieldToMatch: { singleHeader: { name: "user-agent" } },
        textTransformations: [],
      },
    };
    expect(outcome(statement, { headers: [["user-agent", agent]] }, [agents])).toEqual(expected);
  });

  test.each([
    ["EQ", [false, true, false]],
    ["NE", [true, false, true]],
    ["LT", [true, false, false]],
    ["LE", [true, true, false]],
    ["GT", [false, false, true]],
    ["GE", [false, true, true]],
  ])("%s 3 of 2, 3 and 4 bytes", (operator, expected) => {
    expect(["ab", "abc", "abcd"].map((query) => outcome(size(operator, 3), { query }))).toEqual(expected);
  });

  test("what is not there has no size: neither more nor less than anything", () => {
    const field = { singleHeader: { name: "user-agent" } };
    expect([outcome(size("GE", 0, field)), outcome(size("LT", 9, field))]).toEqual([false, false]);
  });
});

describe("addresses and countries", () => {
  test.each([
    ["203.0.113.9", true],
    ["2001:db8::9", true],
    ["198.51.100.9", false],
  ])("%s is in the set: %s", (address, expected) => {
    expect(outcome(inSet("arn:staff"), { address }, [staff])).toEqual(expected);
  });

  const header = (...values: string[]) => ({ headers: [["X-Forwarded-For", values.join(", ")] as const] });
  const forwarded = (position: string, fallbackBehavior = "NO_MATCH") =>
    inSet("arn:staff", { headerName: "X-Forwarded-For", position, fallbackBehavior });

  test.each([
    ["FIRST", ["203.0.113.9", "198.51.100.1"], true],
    ["FIRST", ["198.51.100.1", "203.0.113.9"], false],
    ["LAST", ["198.51.100.1", "203.0.113.9"], true],
    ["LAST", ["203.0.113.9", "198.51.100.1"], false],
    ["ANY", ["198.51.100.1", "203.0.113.9", "198.51.100.2"], true],
    ["ANY", ["203.0.113.9", ...new Array(10).fill("198.51.100.1")], false],
  ])("%s of the forwarded addresses %s: %s", (position, values, expected) => {
    expect(outcome(forwarded(position), header(...values), [staff])).toEqual(expected);
  });

  test("a forwarded text that is no address falls back, and a request without the header leaves the rule out, also under a not", () => {
    expect([
      outcome(forwarded("FIRST"), header("unknown"), [staff]),
      outcome(forwarded("FIRST", "MATCH"), header("unknown"), [staff]),
    ]).toEqual([false, true]);
    expect(outcome({ notStatement: { statement: forwarded("FIRST") } }, {}, [staff])).toEqual(false);
  });

  const geo = (...countryCodes: string[]) => ({ geoMatchStatement: { countryCodes } });

  test.each([
    ["DE", true],
    ["XX", false],
    [undefined, undefined],
  ])("the country %s among DE and FR: %s", (country, expected) => {
    expect(outcome(geo("DE", "FR"), { country })).toEqual(expected);
  });

  const systems = (...asnLists: number[]) => ({ asnMatchStatement: { asnLists } });

  test.each([
    [64496, true],
    [0, true],
    [64511, false],
    [undefined, undefined],
  ])("the autonomous system %s among 64496 and the unknown: %s", (asn, expected) => {
    expect(outcome(systems(64496, 0), { asn })).toEqual(expected);
  });

  test("the reason names the autonomous system, or the option that says it", () => {
    const of = firewall([rule("it", systems(64496))]);
    expect([asked(of, { asn: 64496 }).because, asked(of).open]).toEqual([
      "the autonomous system AS64496 is AS64496",
      [{ rule: "it", because: "the autonomous system of the address was not given (--asn)" }],
    ]);
  });

  test("the autonomous system of an address in a header is AWS's alone", () => {
    const forwardedIpConfig = { headerName: "X-Forwarded-For", fallbackBehavior: "MATCH" };
    expect(outcome({ asnMatchStatement: { asnLists: [64496], forwardedIpConfig } }, { asn: 64496 })).toEqual(undefined);
  });

  test("a rule on countries labels what it looks at, whatever comes of it", () => {
    expect(asked(firewall([rule("geo", geo("DE"))]), { country: "FR" }).labels).toEqual(["awswaf:clientip:geo:country:FR"]);
  });

  test.each([["sqliMatchStatement"], ["xssMatchStatement"], ["ruleGroupReferenceStatement"], ["futureStatement"]])(
    "%s is AWS's alone",
    (kind) => {
      expect(outcome({ [kind]: { x: 1 } })).toEqual(undefined);
    },
  );
});

describe("what a log does not say", () => {
  const contains = (text: string, field: Block) => compared("CONTAINS", text, field);
  const headers = [["host", "shop.example.com"]] as const;
  const body = { body: {} };

  test.each<[string, Block, Partial<WebRequest>, boolean | undefined]>([
    ["a body that it leaves out", contains("zz", body), { untold: { body: true } }, undefined],
    ["a JSON body that it leaves out", contains("zz", { jsonBody: { matchScope: "ALL" } }), { untold: { body: true } }, undefined],
    ["a header that it hides", contains("zz", { singleHeader: { name: "Cookie" } }), { untold: { headers: ["cookie"] } }, undefined],
    [
      "a header of which it does not speak",
      contains("zz", { singleHeader: { name: "referer" } }),
      { headers, untold: { otherHeaders: true } },
      undefined,
    ],
    ["a header that it lists", contains("zz", { singleHeader: { name: "host" } }), { headers, untold: { otherHeaders: true } }, false],
    ["cookies that it hides", contains("zz", { cookies: { matchScope: "ALL" } }), { untold: { headers: ["cookie"] } }, undefined],
    ["one of its headers", contains("shop", { headers: { matchScope: "ALL" } }), { headers, untold: { otherHeaders: true } }, true],
    ["none of its headers", contains("zz", { headers: { matchScope: "ALL" } }), { headers, untold: { otherHeaders: true } }, undefined],
    ["the order of the headers", contains("zz", { headerOrder: {} }), { headers, untold: { otherHeaders: true } }, undefined],
    [
      "what its query shows",
      contains("target=cart", { queryString: {} }),
      { query: "target=cart&token=[-]", untold: { redaction: "[-]" } },
      true,
    ],
    [
      "what its query may hide",
      contains("union", { queryString: {} }),
      { query: "target=cart&token=[-]", untold: { redaction: "[-]" } },
      undefined,
    ],
    ["the size of a query with something hidden", size("LT", 99), { query: "token=[-]", untold: { redaction: "[-]" } }, undefined],
    [
      "an argument that it shows",
      contains("cart", { singleQueryArgument: { name: "target" } }),
      { query: "target=cart&token=[-]", untold: { redaction: "[-]" } },
      true,
    ],
    [
      "an argument that it hides",
      contains("cart", { singleQueryArgument: { name: "token" } }),
      { query: "target=cart&token=[-]", untold: { redaction: "[-]" } },
      undefined,
    ],
    ["a query that hides nothing", contains("union", { queryString: {} }), { query: "target=cart", untold: { redaction: "[-]" } }, false],
    [
      "an address in a header of which it does not speak",
      inSet("arn:staff", { headerName: "X-Forwarded-For", position: "FIRST" }),
      { untold: { otherHeaders: true } },
      undefined,
    ],
  ])("%s", (_name, statement, change, expected) => {
    expect([outcome(statement, change, [staff]), outcome({ notStatement: { statement } }, change, [staff])]).toEqual(
      expected === undefined ? [undefined, undefined] : [expected, !expected],
    );
  });

  test("a label of a rule that is open leaves open what asks for it, and what the request carries anyway does not", () => {
    const rules = firewall([
      rule("login", contains("target=login", body), { action: { count: {} }, ruleLabels: [{ name: "form:login" }] }),
      rule("path", pathIs("/"), { priority: 1, action: { count: {} }, ruleLabels: [{ name: "form:any" }] }),
      rule("exact", { labelMatchStatement: { scope: "LABEL", key: "form:login" } }, { priority: 2 }),
      rule("other", { labelMatchStatement: { scope: "LABEL", key: "form:other" } }, { priority: 3 }),
      rule("some", { labelMatchStatement: { scope: "NAMESPACE", key: "form:" } }, { priority: 4 }),
    ]);
    const { rule: decided, open } = asked(rules, { method: "POST", untold: { body: true } });
    expect([decided, open]).toEqual([
      "some",
      [
        { rule: "login", because: "the log does not say all of the body" },
        { rule: "exact", because: "the rule that would give it the label form:login is open" },
      ],
    ]);
  });
});

describe("logic", () => {
  // AWS's alone, true, false.
  const open = { xssMatchStatement: { x: 1 } };
  const leaves: readonly Block[] = [pathIs("/"), pathIs("/x"), open];
  const statement: fc.Arbitrary<Block> = fc.letrec<{ node: Block }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...leaves),
      fc.array(tie("node"), { minLength: 2, maxLength: 3 }).map((statements) => ({ andStatement: { statements } })),
      fc.array(tie("node"), { minLength: 2, maxLength: 3 }).map((statements) => ({ orStatement: { statements } })),
      tie("node").map((inner) => ({ notStatement: { statement: inner } })),
    ),
  })).node;
  const not = (inner: Block): Block => ({ notStatement: { statement: inner } });
  const and = (...statements: Block[]): Block => ({ andStatement: { statements } });
  const or = (...statements: Block[]): Block => ({ orStatement: { statements } });
  const same = (a: Block, b: Block) => expect(outcome(a)).toEqual(outcome(b));

  test("de Morgan's laws, double negation, order and absorption hold, also where AWS decides", () => {
    fc.assert(
      fc.property(statement, statement, (a, b) => {
        same(not(and(a, b)), or(not(a), not(b)));
        same(not(or(a, b)), and(not(a), not(b)));
        same(not(not(a)), a);
        same(and(a, b), and(b, a));
        same(or(a, and(a, b)), a);
      }),
    );
  });

  test("what AWS decides does not matter where the rest settles it", () => {
    expect([outcome(and(open, pathIs("/x"))), outcome(or(open, pathIs("/"))), outcome(and(open, pathIs("/")))]).toEqual([
      false,
      true,
      undefined,
    ]);
  });

  test("the reason names what settled it, with every part of an and and the one of an or", () => {
    const both = and(pathIs("/"), not(or(pathIs("/a"), pathIs("/b"))));
    expect(asked(firewall([rule("it", both)])).because).toEqual('the path "/" is "/", and the path is not "/a", and the path is not "/b"');
    expect(asked(firewall([rule("it", or(pathIs("/x"), pathIs("/")))])).because).toEqual('the path "/" is "/"');
  });
});
