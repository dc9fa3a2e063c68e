import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import type { WebRequest } from "../../../cli/waf/evaluate/request.ts";
import { firewall, pathIs, request, rule } from "./firewall-fixture.ts";

type Block = Readonly<Record<string, unknown>>;

const rate = (limit: number, more: Block = {}): Block => ({
  rateBasedStatement: { limit, aggregateKeyType: "IP", evaluationWindowSec: 60, ...more },
});

/** Which of some requests a rate rule blocks. */
const blocked = (statement: Block, requests: readonly Partial<WebRequest>[]): boolean[] =>
  evaluate(firewall([rule("rate", statement)]), requests.map(request)).map(({ verdict }) => verdict === "block");

const times = (count: number, change: Partial<WebRequest> = {}): Partial<WebRequest>[] => Array.from({ length: count }, () => change);

test("the request over the limit is blocked, each address by itself", () => {
  expect(blocked(rate(2), [...times(3), { address: "203.0.113.9" }, {}])).toEqual([false, false, true, false, true]);
});

test("a request counts until the window has passed, to the millisecond", () => {
  expect(blocked(rate(1), [{ time: 0 }, { time: 59_999 }])).toEqual([false, true]);
  expect(blocked(rate(1), [{ time: 0 }, { time: 60_000 }])).toEqual([false, false]);
});

test("a window is five minutes where the rule does not say", () => {
  const statement = rate(1, { evaluationWindowSec: undefined });
  expect([blocked(statement, [{ time: 0 }, { time: 299_999 }]), blocked(statement, [{ time: 0 }, { time: 300_000 }])]).toEqual([
    [false, true],
    [false, false],
  ]);
});

test("every window blocks what a recount from the start would", () => {
  const arrival = fc.record({
    gap: fc.integer({ min: 0, max: 90_000 }),
    address: fc.constantFrom("198.51.100.1", "198.51.100.2"),
    path: fc.constantFrom("/", "/other"),
  });
  fc.assert(
    fc.property(
      fc.array(arrival, { maxLength: 60 }),
      fc.constantFrom(60, 120, 300, 600),
      fc.integer({ min: 1, max: 12 }),
      (arrivals, seconds, limit) => {
        let time = 0;
        const requests = arrivals.map(({ gap, ...rest }) => {
          time += gap;
          return { ...rest, time };
        });
        const naive = requests.map((one, at) => {
          const alike = requests.slice(0, at + 1).filter(({ address, path }) => address === one.address && path === "/");
          return one.path === "/" && alike.filter((other) => other.time > one.time - seconds * 1000).length > limit;
        });
        expect(blocked(rate(limit, { evaluationWindowSec: seconds, scopeDownStatement: pathIs("/") }), requests)).toEqual(naive);
      },
    ),
  );
});

test("what an earlier rule ends is not counted", () => {
  const rules = [rule("gone", pathIs("/gone")), rule("rate", rate(1), { priority: 1 })];
  const verdicts = evaluate(firewall(rules), [request({ path: "/gone" }), request(), request()]).map((one) => one.rule);
  expect(verdicts).toEqual(["gone", undefined, "rate"]);
});

test("two rate rules count apart, and each run starts anew", () => {
  const rules = firewall([rule("narrow", rate(1, { scopeDownStatement: pathIs("/a") })), rule("wide", rate(3), { priority: 1 })]);
  const run = () =>
    evaluate(
      rules,
      ["/a", "/b", "/a", "/b", "/b"].map((path) => request({ path })),
    ).map((one) => one.rule);
  expect([run(), run()]).toEqual([
    [undefined, undefined, "narrow", undefined, "wide"],
    [undefined, undefined, "narrow", undefined, "wide"],
  ]);
});

test("a scope that only AWS can decide leaves the rule open and counts nothing", () => {
  const statement = rate(1, { scopeDownStatement: { sqliMatchStatement: { sensitivityLevel: "LOW" } } });
  const [, second] = evaluate(firewall([rule("rate", statement)]), times(2).map(request));
  expect([second?.verdict, second?.open]).toEqual(["allow", [{ rule: "rate", because: "AWS decides on SQL injection" }]]);
});

describe("keys", () => {
  const custom = (...customKeys: Block[]) => rate(1, { aggregateKeyType: "CUSTOM_KEYS", customKeys });
  const cookie = custom({ cookie: { name: "xid", textTransformations: [{ priority: 0, type: "NONE" }] } });
  const withCookie = (value: string): Partial<WebRequest> => ({ headers: [["cookie", `lang=de; xid=${value}`]] });

  test("a cookie's value counts whatever the address, and without the cookie nothing is counted", () => {
    expect(blocked(cookie, [withCookie("a"), { ...withCookie("a"), address: "203.0.113.1" }, withCookie("b"), {}, {}])).toEqual([
      false,
      true,
      false,
      false,
      false,
    ]);
  });

  test("several keys count together", () => {
    const statement = custom({ ip: {} }, { httpMethod: {} });
    expect(blocked(statement, [{}, { method: "POST" }, {}, { address: "203.0.113.1" }])).toEqual([false, false, true, false]);
  });

  test.each<[string, Block, Partial<WebRequest>, Partial<WebRequest>]>([
    [
      "a header",
      { header: { name: "X-Key", textTransformations: [{ priority: 0, type: "LOWERCASE" }] } },
      { headers: [["x-key", "A"]] },
      { headers: [["x-key", "b"]] },
    ],
    ["an argument", { queryArgument: { name: "target", textTransformations: [] } }, { query: "target=a" }, { query: "target=b" }],
    ["the query", { queryString: { textTransformations: [] } }, { query: "a" }, { query: "b" }],
    ["the path", { uriPath: { textTransformations: [] } }, { path: "/a" }, { path: "/b" }],
  ])("%s is a key", (_name, key, one, other) => {
    expect(blocked(custom(key), [one, one, other])).toEqual([false, true, false]);
  });

  test("a namespace of labels is a key for those that have one", () => {
    const label = rule("label", pathIs("/"), { action: { count: {} }, ruleLabels: [{ name: "form:login" }] });
    const limited = rule("rate", custom({ labelNamespace: { namespace: "form:" } }), { priority: 1 });
    const verdicts = evaluate(firewall([label, limited]), [{}, { path: "/x" }, { path: "/x" }, {}].map(request)).map(
      ({ verdict }) => verdict,
    );
    expect(verdicts).toEqual(["allow", "allow", "allow", "block"]);
  });

  test("forwarded addresses are a key; what is none is counted together or not at all", () => {
    const forwarded = (fallbackBehavior: string) =>
      rate(1, { aggregateKeyType: "FORWARDED_IP", forwardedIpConfig: { headerName: "X-Forwarded-For", fallbackBehavior } });
    const from = (value: string): Partial<WebRequest> => ({ headers: [["x-forwarded-for", value]] });
    expect(blocked(forwarded("NO_MATCH"), [from("203.0.113.1"), from("203.0.113.1, 198.51.100.1"), from("x"), from("x"), {}, {}])).toEqual([
      false,
      true,
      false,
      false,
      false,
      false,
    ]);
    expect(blocked(forwarded("MATCH"), [from("x"), from("y")])).toEqual([false, true]);
  });

  test("without a key all requests in the scope count together, and the reason names no one", () => {
    const label = rule("label", pathIs("/"), { action: { count: {} }, ruleLabels: [{ name: "form:order" }] });
    const statement = rate(2, {
      aggregateKeyType: "CONSTANT",
      scopeDownStatement: { labelMatchStatement: { scope: "LABEL", key: "form:order" } },
    });
    const orders = ["198.51.100.1", "203.0.113.1", "2001:db8::1"].map((address) => ({ address }));
    const rules = firewall([label, rule("rate", statement, { priority: 1 })]);
    const evaluations = evaluate(rules, [...orders, { path: "/x" }, {}].map(request));
    expect(evaluations.map(({ verdict }) => verdict)).toEqual(["allow", "allow", "block", "allow", "block"]);
    expect(evaluations[2]?.because).toEqual("it is request 3 in 60 seconds, and 2 may come");
  });

  test("without a key the scope may be a path", () => {
    const statement = rate(1, { aggregateKeyType: "CONSTANT", scopeDownStatement: pathIs("/") });
    expect(blocked(statement, [{}, { address: "203.0.113.1" }])).toEqual([false, true]);
  });

  test("an autonomous system is a key, also the one that AWS does not know", () => {
    const system = custom({ asn: {} });
    expect(blocked(system, [{ asn: 64496 }, { asn: 64496, address: "203.0.113.1" }, { asn: 64511 }, { asn: 0 }, { asn: 0 }])).toEqual([
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  test.each([["ja3"], ["ja4"]])("a %s fingerprint is a key; where there is none, requests count together or not at all", (kind) => {
    const print = (fallbackBehavior: string) => custom({ [`${kind}Fingerprint`]: { fallbackBehavior } });
    const given = (value: string): Partial<WebRequest> => ({ [kind]: value });
    expect(blocked(print("MATCH"), [given("a"), given("a"), given("b"), given(""), given("")])).toEqual([false, true, false, false, true]);
    expect(blocked(print("NO_MATCH"), [given(""), given("")])).toEqual([false, false]);
  });

  test.each<[Block, string]>([
    [{ asn: {} }, "the autonomous system of the address was not given (--asn)"],
    [{ ja4Fingerprint: { fallbackBehavior: "MATCH" } }, "the JA4 fingerprint was not given (--ja4)"],
    [{ cookie: { name: "xid", textTransformations: [] } }, "the log does not say the cookie xid"],
    [{ header: { name: "referer", textTransformations: [] } }, "the log does not say the header referer"],
    [{ future: {} }, "AWS decides on the rate key future"],
  ])("the key %j that no one said leaves the rule open", (key, because) => {
    const [first] = evaluate(firewall([rule("rate", custom(key))]), [request({ untold: { otherHeaders: true } })]);
    expect(first?.open).toEqual([{ rule: "rate", because }]);
  });

  test("an autonomous system of an address in a header is AWS's alone", () => {
    const statement = { ...(custom({ asn: {} }).rateBasedStatement as Block), forwardedIpConfig: { headerName: "X-Forwarded-For" } };
    const [first] = evaluate(firewall([rule("rate", { rateBasedStatement: statement })]), [request({ asn: 64496 })]);
    expect(first?.open[0]?.because).toEqual("AWS decides on the autonomous system of an address in a header");
  });

  test("a namespace may be written with the web ACL's prefix, and a label in doubt leaves the rule open", () => {
    const label = rule(
      "label",
      { byteMatchStatement: { searchString: "x", positionalConstraint: "CONTAINS", fieldToMatch: { body: {} } } },
      { action: { count: {} }, ruleLabels: [{ name: "form:login" }] },
    );
    const limited = rule("rate", custom({ labelNamespace: { namespace: "awswaf:111122223333:webacl:shop:form:" } }), { priority: 1 });
    const body = Buffer.from("x");
    const evaluations = evaluate(firewall([label, limited]), [{ body }, { untold: { body: true } }, {}, { body }].map(request));
    expect(evaluations.map(({ verdict, open }) => [verdict, open.map(({ rule: name }) => name)])).toEqual([
      ["allow", []],
      ["allow", ["label", "rate"]],
      ["allow", []],
      ["block", []],
    ]);
  });
});

test("the reason says how many came, from whom, and how many may", () => {
  const [, , third] = evaluate(firewall([rule("rate", rate(2))]), times(3).map(request));
  expect(third?.because).toEqual("it is request 3 in 60 seconds from 198.51.100.7, and 2 may come");
});
