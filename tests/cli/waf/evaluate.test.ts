import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../../cli/waf/evaluate/evaluate.ts";
import { loadFirewall } from "../../../cli/waf/evaluate/load.ts";
import { acl, asked, firewall, pathIs, request, rule } from "./firewall-fixture.ts";

const home = pathIs("/");
const labelled = (key: string, scope = "LABEL") => ({ labelMatchStatement: { scope, key } });
const counted = (name: string, label: string) => rule(name, home, { action: { count: {} }, ruleLabels: [{ name: label }] });

describe("order and actions", () => {
  test("rules are asked by priority, whatever their place, and the first that ends the request decides", () => {
    const rules = [rule("late", home, { priority: 9 }), rule("early", home, { priority: 3, action: { allow: {} } })];
    expect(asked(firewall(rules))).toMatchObject({ verdict: "allow", rule: "early", matched: [{ rule: "early" }] });
  });

  test("a rule that counts goes on, and what follows decides", () => {
    const { verdict, matched } = asked(firewall([counted("count", "a"), rule("block", home, { priority: 1 })]));
    expect([verdict, matched.map((one) => `${one.rule} ${one.action}`)]).toEqual(["block", ["count count", "block block"]]);
  });

  test.each([["allow"], ["block"]])("with no rule the default action, %s, decides", (kind) => {
    const of = loadFirewall([acl([rule("x", pathIs("/x"))], {}, { defaultAction: { [kind]: {} } })]);
    expect(asked(of)).toMatchObject({ verdict: kind, rule: undefined, because: "no rule decided otherwise", matched: [] });
  });

  test.each([
    [{ block: {} }, "block", 403],
    [{ block: { customResponse: { responseCode: 429, customResponseBodyKey: "slow" } } }, "block", 429],
    [{ captcha: {} }, "captcha", 405],
    [{ challenge: {} }, "challenge", 202],
    [{ allow: {} }, "allow", undefined],
    // As an export writes it.
    [{ allow: null, block: null, count: null, captcha: null, challenge: { customRequestHandling: null } }, "challenge", 202],
  ])("the action %j is %s with %s", (action, verdict, status) => {
    expect(asked(firewall([rule("it", home, { action })]))).toMatchObject({ verdict, status });
  });

  test.each([["captcha"], ["challenge"]])("a client with a token passes a %s like a count, labels and all", (kind) => {
    const of = firewall([
      rule("ask", home, { action: { [kind]: {} }, ruleLabels: [{ name: "asked" }] }),
      rule("next", labelled("asked"), { priority: 1 }),
    ]);
    expect([asked(of).rule, asked(of, { hasToken: true }).rule]).toEqual(["ask", "next"]);
  });
});

describe("labels", () => {
  const isHit = (key: string, scope?: string) =>
    asked(firewall([counted("mark", "store:form:login"), rule("it", labelled(key, scope), { priority: 1 })])).rule === "it";

  test.each([
    ["store:form:login", true],
    ["form:login", true],
    ["login", true],
    ["ogin", false],
    ["store:form", false],
    ["Store:form:login", false],
    ["awswaf:123456789012:webacl:shop:store:form:login", true],
    ["awswaf:123456789012:webacl:shop:form:login", false],
    ["awswaf:123456789012:webacl:other:store:form:login", false],
  ])("the label %s: %s", (key, expected) => {
    expect(isHit(key)).toEqual(expected);
  });

  test.each([
    ["store:form:", true],
    ["store:", true],
    ["form", true],
    ["login:", false],
    ["or:form:", false],
    ["awswaf:123456789012:webacl:shop:store:", true],
    ["awswaf:managed:", false],
  ])("the namespace %s: %s", (key, expected) => {
    expect(isHit(key, "NAMESPACE")).toEqual(expected);
  });

  test("a label is there for later rules only, and for the request only", () => {
    const of = firewall([rule("before", labelled("m"), { priority: -1 }), counted("mark", "m")]);
    const [first, second] = evaluate(of, [request(), request({ path: "/x" })]);
    expect([first?.rule, first?.labels, second?.labels]).toEqual([undefined, ["m"], []]);
  });
});

describe("hints about the ACL's own rules", () => {
  const of = firewall([rule("xss", { xssMatchStatement: { fieldToMatch: { body: {} } } })]);

  test("without one the rule is open and taken as no match", () => {
    expect(asked(of)).toMatchObject({ verdict: "allow", open: [{ rule: "xss", because: "AWS decides on cross-site scripting" }] });
  });

  test.each([
    ["xss=match", "block", "a hint says so"],
    ["xss=no-match", "allow", "no rule decided otherwise"],
  ])("%s makes it %s", (hint, verdict, because) => {
    expect(asked(of, {}, hint)).toMatchObject({ verdict, because, open: [] });
  });
});

describe("what is no web ACL to ask", () => {
  const named = (name: string) => acl([], { urn: `urn:pulumi:shop-prod::xcart-hosting::aws:wafv2/webAcl:WebAcl::${name}` }, { name });

  test("a graph without one", () => {
    expect(() => loadFirewall([])).toThrow("the graph: got no web ACL, expected one (aws:wafv2/webAcl:WebAcl)");
  });

  test("several, unless one is named", () => {
    expect(() => loadFirewall([named("a"), named("b")])).toThrow("shop-prod: got the web ACLs a, b, expected --acl with the name of one");
    expect(loadFirewall([named("a"), named("b")], { acl: "b" }).name).toEqual("b");
  });

  test("rules as JSON", () => {
    expect(() => loadFirewall([acl([], {}, { ruleJson: "[{}]" })])).toThrow(
      "shop: got rules in ruleJson or known only after apply, expected them in the property rules",
    );
  });
});

test("10,000 requests of many clients take what is needed for each once: the same firewall answers them all", () => {
  const of = firewall([
    rule("admin", pathIs("/admin")),
    rule("rate", { rateBasedStatement: { limit: 10, evaluationWindowSec: 60 } }, { priority: 1 }),
  ]);
  const requests = Array.from({ length: 10_000 }, (_, at) =>
    request({ path: at % 100 === 0 ? "/admin" : "/", address: `198.51.100.${at % 250}`, time: at * 100 }),
  );
  const counts = Map.groupBy(evaluate(of, requests), ({ rule }) => rule);
  expect([counts.get("admin")?.length, counts.get(undefined)?.length, counts.get("rate")]).toEqual([100, 9900, undefined]);
});
