import { describe, expect, test } from "@jest/globals";
import { countryCodes } from "../../../domain/defaults/countries.ts";
import { wafLimits } from "../../../domain/defaults/firewall.ts";
import { refusedIn } from "../../../domain/defaults/firewall-regex.ts";
import { firewallRuleNames } from "../../../domain/defaults/firewall-rules.ts";
import type { FirewallPlanArgs, PlannedRule } from "../../../domain/firewall/rule.ts";
import type { WafStatement } from "../../../domain/firewall/statements.ts";
import { everyList, everything, fixture, planned, statementOf, within } from "./plan-fixture.ts";

const stores: [string, Partial<FirewallPlanArgs>][] = [
  ["nothing but defaults", {}],
  ["every list", { sets: everyList }],
  ["everything", everything],
  ["an allow list of countries", { countries: { allow: countryCodes.slice(0, 120) } }],
];

const names = (rules: readonly PlannedRule[]) => rules.map(({ name }) => name);

describe.each(stores)("the rules of a store with %s", (_store, change) => {
  const rules = planned(change);

  test("names arguments and headers as AWS takes them: in lower case", () => {
    const fields = JSON.stringify(rules).matchAll(/"single(?:QueryArgument|Header)":\{"name":"([^"]*)"/g);
    const found = [...fields].map(([, name]) => name);
    expect(found).toContain("ss-password");
    expect(found.filter((name) => !/^[a-z0-9_-]+$/.test(name ?? ""))).toEqual([]);
  });
  const statements = rules.flatMap(({ statement }) => within(statement));

  test("have names of their own", () => {
    expect(new Set(names(rules)).size).toBe(rules.length);
  });

  test("come in the order that the names are listed in", () => {
    const acting = rules.filter(({ kind }) => kind !== "label" && kind !== "allow").map(({ name }) => name);
    expect(acting).toEqual(firewallRuleNames.filter((name) => acting.includes(name)));
  });

  test("ask only for marks that an earlier rule writes", () => {
    const written: string[] = [];
    for (const rule of rules) {
      for (const { labelMatchStatement } of within(rule.statement)) {
        const key = labelMatchStatement?.key;
        if (key === undefined || key.startsWith("awswaf:managed:")) continue;
        expect(written.filter((label) => (key.endsWith(":") ? label.startsWith(key) : label === key))).not.toEqual([]);
      }
      if (rule.kind === "label") written.push(rule.label);
    }
  });

  test("ask for each mark that is written", () => {
    const asked = statements.flatMap(({ labelMatchStatement }) => labelMatchStatement?.key ?? []);
    const written = rules.flatMap((rule) => (rule.kind === "label" ? [rule.label] : []));
    expect(written.filter((label) => !asked.some((key) => (key.endsWith(":") ? label.startsWith(key) : label === key)))).toEqual([]);
  });

  test("nest statements no deeper than Terraform's three", () => {
    const depth = ({ andStatement, orStatement, notStatement }: WafStatement): number => {
      const inner = [
        ...(andStatement?.statements ?? []),
        ...(orStatement?.statements ?? []),
        ...(notStatement ? [notStatement.statement] : []),
      ];
      return inner.length === 0 ? 0 : 1 + Math.max(...inner.map(depth));
    };
    expect(Math.max(...statements.map(depth))).toBeLessThanOrEqual(3);
  });

  test("join two statements at least", () => {
    for (const { andStatement, orStatement } of statements) {
      if (andStatement) expect(andStatement.statements.length).toBeGreaterThan(1);
      if (orStatement) expect(orStatement.statements.length).toBeGreaterThan(1);
    }
  });

  test("have expressions that AWS WAF takes", () => {
    const expressions = statements.flatMap(({ regexMatchStatement }) => regexMatchStatement?.regexString ?? []);
    expect(expressions.length).toBeGreaterThan(10);
    expect(expressions.filter((text) => text.length > wafLimits.regexCharacters || refusedIn(text) !== undefined)).toEqual([]);
    expect(expressions.filter((text) => /(?<!\\)\((?!\?)/.test(text))).toEqual([]);
  });

  test("keep AWS's limits", () => {
    const count = (kind: keyof WafStatement) => statements.filter((statement) => statement[kind] !== undefined).length;
    expect(count("rateBasedStatement")).toBeLessThanOrEqual(wafLimits.rateRules);
    expect(count("ipSetReferenceStatement")).toBeLessThanOrEqual(wafLimits.references);
    for (const { geoMatchStatement } of statements) expect(geoMatchStatement?.countryCodes.length ?? 1).toBeLessThanOrEqual(50);
    for (const { byteMatchStatement } of statements)
      expect(Buffer.byteLength(byteMatchStatement?.searchString ?? "")).toBeLessThanOrEqual(wafLimits.textBytes);
  });
});

describe("exceptions", () => {
  const rules = planned({ sets: everyList });

  test("scanners leave after AWS's groups on attacks, and before what reacts", () => {
    const order = names(rules);
    const at = (name: string) => order.indexOf(name);
    expect(["known-bad-inputs", "core", "sqli", "php-code"].filter((name) => at(name) > at("scanner-allow"))).toEqual([]);
    const reacting = order.filter((name) => name.endsWith("-rate") || ["ip-reputation", "anonymous-ip", "bot-control"].includes(name));
    expect(reacting.length).toBe(12);
    expect(reacting.filter((name) => at(name) < at("scanner-allow"))).toEqual([]);
  });

  test("without scanners nothing is allowed early", () => {
    expect(planned().filter(({ kind }) => kind === "allow")).toEqual([]);
  });

  test("payment providers are spared from countries, reputation, bots and size only", () => {
    const spared = rules.filter(({ statement }) =>
      within(statement).some(
        ({ notStatement }) =>
          notStatement && within(notStatement.statement).some((inner) => inner.labelMatchStatement?.key === "to:callback"),
      ),
    );
    expect(names(spared)).toEqual(["countries", "oversize", "ip-reputation", "bot-control"]);
  });

  test("staff are known in the administration only", () => {
    expect(statementOf(rules, "staff").andStatement?.statements[0]?.orStatement?.statements).toMatchObject([
      { labelMatchStatement: { scope: "LABEL", key: "to:admin" } },
      { byteMatchStatement: { searchString: "/oauth2/idpresponse", positionalConstraint: "EXACTLY" } },
    ]);
  });

  test("without staff addresses AWS's groups decide about what someone writes", () => {
    const alone = planned();
    expect(names(alone)).not.toContain("inclusion");
    expect(statementOf(alone, "known-bad-inputs").managedRuleGroupStatement?.ruleActionOverrides).toBeUndefined();
  });

  test("integrations are spared from countries, reputation, bots and size; those of a list from the rate of logins as well", () => {
    const some = planned({
      integrations: { listed: ["api"], anywhere: ["cloud_search_api"] },
      sets: { ...everyList, integration: ["integration-4"] },
    });
    const spared = (key: string) =>
      names(
        some.filter(({ statement }) =>
          within(statement).some(({ notStatement }) => notStatement?.statement.labelMatchStatement?.key === key),
        ),
      );
    expect(spared("integration:")).toEqual(["countries", "oversize", "ip-reputation", "bot-control"]);
    expect(spared("integration:listed")).toEqual(["login-rate", "login-store-rate"]);
    const marked = within(statementOf(some, "integration"));
    expect(marked.map(({ ipSetReferenceStatement }) => ipSetReferenceStatement?.arn)).toContain("integration-4");
  });

  test("networks are blocked by their numbers, floods by AWS's group, where the settings say so", () => {
    expect(names(planned()).filter((name) => ["blocked-asns", "anti-ddos", "own-order", "php"].includes(name))).toEqual([]);
    const all = planned(everything);
    expect(within(statementOf(all, "blocked-asns"))).toContainEqual({ asnMatchStatement: { asnLists: [64500] } });
    expect(statementOf(all, "anti-ddos").managedRuleGroupStatement?.scopeDownStatement).toEqual({
      notStatement: { statement: { labelMatchStatement: { scope: "LABEL", key: "to:callback" } } },
    });
    expect(
      within(statementOf(all, "own-order")).some(({ regexMatchStatement }) => regexMatchStatement?.regexString.includes("p_*a_*y_*n")),
    ).toBe(true);
  });

  test("the API is closed, open to a list, or open", () => {
    expect(statementOf(planned(), "api")).toEqual({ labelMatchStatement: { scope: "LABEL", key: "to:api" } });
    const listed = planned({ api: "listed", sets: { ...everyList, api: ["api-4"] } });
    expect(within(statementOf(listed, "api")).map(({ ipSetReferenceStatement }) => ipSetReferenceStatement?.arn)).toContain("api-4");
    expect(names(planned({ api: "open" }))).not.toContain("api");
  });

  test("where staff may come from anywhere, no rule is about the administration", () => {
    expect(names(planned({ admin: { ...fixture.admin, staffOnly: false } }))).not.toContain("admin");
  });
});

describe("countries", () => {
  const geo = (countries: FirewallPlanArgs["countries"]) =>
    within(statementOf(planned({ countries }), "countries")).flatMap(({ geoMatchStatement }) => geoMatchStatement?.countryCodes ?? []);
  const lists = (countries: FirewallPlanArgs["countries"]) =>
    within(statementOf(planned({ countries }), "countries")).filter(({ geoMatchStatement }) => geoMatchStatement).length;

  test("fifty are one statement, fifty-one are two, none is lost", () => {
    expect(lists({ block: countryCodes.slice(0, 50) })).toBe(1);
    expect(lists({ block: countryCodes.slice(0, 51) })).toBe(2);
    expect(geo({ block: countryCodes.slice(0, 51) }).sort()).toEqual(countryCodes.slice(0, 51));
  });

  test("an allow list blocks what is in none of its statements", () => {
    const [first] = statementOf(planned({ countries: { allow: countryCodes.slice(0, 120) } }), "countries").andStatement?.statements ?? [];
    expect(first?.notStatement?.statement.orStatement?.statements).toHaveLength(3);
  });
});
