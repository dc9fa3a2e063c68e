import { describe, expect, test } from "@jest/globals";
import { isRecord } from "../../../domain/values.ts";
import { nameOf } from "../../stacks/graphs.ts";
import { change, drop, isOf, type Mutation, rework, several } from "../mutate.ts";
import {
  acl,
  domains,
  found,
  graphOf,
  lines,
  listenerRule,
  nameRule,
  ofRules,
  ours,
  records,
  ruleNames,
  set,
  wholes,
  withRule,
} from "./planned.ts";

test("these are the policies that hold a store against its settings", () => {
  expect(ours.map(({ name }) => name).sort()).toEqual([
    "aws-backup-plan-enforce-planned-rules",
    "aws-cognito-userpool-enforce-planned-staff",
    "aws-lambda-function-enforce-planned-login-guard",
    "aws-lb-listener-enforce-planned-sign-in",
    "aws-pulumi-stack-missing-intended",
    "aws-vpc-network-enforce-planned-firewall",
    "aws-vpc-network-enforce-planned-names",
    "aws-wafv2-ipset-enforce-planned-addresses",
    "aws-wafv2-webacl-enforce-planned-rules",
  ]);
});

describe.each(["demo-prod", "everything"])("%s", (of) => {
  test("as it is, nothing differs, nothing is unknown, and each policy looked", () => {
    const verdict = found(wholes.get(of) ?? []);
    expect(found(graphOf(of)).policies).toEqual(verdict.policies);
    expect([verdict.violations, verdict.unknown, verdict.faults]).toEqual([[], [], []]);
    const silent = of === "everything" ? [] : ["aws-vpc-network-enforce-planned-firewall"];
    expect(Object.entries(verdict.policies).flatMap(([name, looked]) => (looked === 0 && !name.includes("waiver") ? [name] : []))).toEqual(
      silent,
    );
  });

  test.each(ofRules)("each rule of the web ACL %s is named", (_, mutate) => {
    const graph = graphOf(of);
    const names = ruleNames(graph);
    expect(names.length).toBeGreaterThan(35);
    const said = lines(several(...names.map(mutate))(graph));
    const unnamed = names.filter((name) => !said.some((line) => line.includes(`the rule ${name}`)));
    expect(unnamed).toEqual([]);
  });

  test("each rate that is raised, and each rule of a group that is made to count, is named", () => {
    const graph = graphOf(of);
    const raise = (rule: Record<string, unknown>, kind: string, more: object) => {
      const inner = isRecord(rule.statement) ? rule.statement[kind] : undefined;
      return isRecord(inner) ? [{ ...rule, statement: { [kind]: { ...inner, ...more } } }] : undefined;
    };
    const excluded = { ruleActionOverrides: [{ name: "SizeRestrictions_BODY", actionToUse: { allow: {} } }] };
    const weaker = (rule: Record<string, unknown>) =>
      raise(rule, "rateBasedStatement", { limit: 1_000_000 }) ?? raise(rule, "managedRuleGroupStatement", excluded);
    const rules = graph.filter((one) => isOf(one, acl)).flatMap(({ outputs }) => records(outputs?.rules));
    const changed = rules.filter((rule) => weaker(rule) !== undefined).map(({ name }) => String(name));
    expect(changed.length).toBeGreaterThan(10);
    const unnamed = changed.filter(
      (name) => !lines(withRule(name, (rule) => weaker(rule) ?? [])(graph)).some((line) => line.includes(name)),
    );
    expect(unnamed).toEqual([]);
  });

  test("each list of addresses with a stranger's, and each list but the guard's that is emptied, is named", () => {
    // Functions write the guard's lists and the visits'.
    const graph = graphOf(of);
    const sets = graph.filter((one) => isOf(one, set) && !/^guard-|visit/.test(nameOf(one))).map(nameOf);
    const more = sets.map((name) => rework([set, name], "addresses", (list) => [...[list].flat(), "198.18.0.0/24"]));
    // That of visits is empty but for the minutes of one.
    const emptied = sets
      .filter((name) => !name.includes("monitor") && !name.startsWith("visit-"))
      .map((name) => change([set, name], { addresses: [] }));
    for (const mutate of [...more, ...emptied]) expect(lines(mutate(graph))).toHaveLength(1);
  });

  test("each rule of the sign-in that is removed, moved, widened or lets people past is named", () => {
    const graph = graphOf(of);
    const rules = graph.filter((one) => isOf(one, listenerRule)).map(nameOf);
    expect(rules.length).toBeGreaterThanOrEqual(6);
    const changes = (name: string): Mutation[] => [
      drop([listenerRule, name]),
      change([listenerRule, name], { priority: 900 }),
      rework([listenerRule, name], "conditions", (list) => [
        ...records(list),
        { httpHeader: { httpHeaderName: "X-Never", values: ["1"] } },
      ]),
      rework([listenerRule, name], "actions", (list) =>
        records(list).filter(({ type }) => name.endsWith("own-service") !== (type === "forward")),
      ),
    ];
    for (const name of rules) for (const mutate of changes(name)) expect(lines(mutate(graph)).join()).toContain(name);
  });

  test("each list and rule of names that is weakened is named", () => {
    const graph = graphOf(of);
    const lists = graph.filter((one) => isOf(one, domains)).map(nameOf);
    const rules = graph.filter((one) => isOf(one, nameRule)).map(nameOf);
    expect([lists.length, rules.length]).toEqual([5, 5]);
    for (const name of lists.filter((one) => !/everything|shared/.test(one)))
      for (const stranger of ["evil.example.", "*.", "*.com."])
        expect(lines(rework([domains, name], "domains", (list) => [...[list].flat(), stranger])(graph)).join()).toContain(name);
    for (const name of lists.filter((one) => /everything|shared/.test(one)))
      expect(lines(change([domains, name], { domains: ["one.example."] })(graph)).join()).toContain(name);
    for (const name of rules) {
      const weaker = name.includes("allow") ? { firewallDomainRedirectionAction: "" } : { action: "ALERT" };
      for (const mutate of [drop([nameRule, name]), change([nameRule, name], { priority: 99 }), change([nameRule, name], weaker)])
        expect(lines(mutate(graph)).length).toBeGreaterThan(0);
    }
  });
});
