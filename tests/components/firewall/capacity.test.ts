import { describe, expect, test } from "@jest/globals";
import { wafLimits } from "../../../domain/defaults/firewall.ts";
import { capacityOf } from "../../../domain/firewall/capacity.ts";
import { capacities } from "../../../domain/firewall/plan.ts";
import {
  allOf,
  anyOf,
  argument,
  body,
  fromSet,
  has,
  header,
  is,
  labelled,
  matches,
  not,
  path,
  startsWith,
  type WafStatement,
} from "../../../domain/firewall/statements.ts";
import { everyList, planned } from "./plan-fixture.ts";

const total = (change: Parameters<typeof planned>[0] = {}) => capacities(planned(change)).reduce((sum, { capacity }) => sum + capacity, 0);
const rate: WafStatement["rateBasedStatement"] = { limit: 10, evaluationWindowSec: 60, aggregateKeyType: "IP" };
const none = { textTransformations: [{ priority: 0, type: "NONE" as const }] };

/** The numbers of AWS's pages on each statement. */
const costs: [what: string, statement: WafStatement, units: number][] = [
  ["a regular expression", matches(path, "x"), 3],
  ["a whole text", is(path, "x"), 2],
  ["the beginning of a text", startsWith(path, "x"), 2],
  ["a transformation more", is(header("host"), "x", "LOWERCASE"), 12],
  ["a size", has(argument("action")), 1],
  ["countries", { geoMatchStatement: { countryCodes: ["DE", "FR"] } }, 1],
  ["an IP set", fromSet("arn"), 1],
  ["a label", labelled("a:b"), 1],
  ["not", not(labelled("a:b")), 1],
  ["and, or: the sum", allOf(labelled("a:b"), anyOf(matches(body, "x"), fromSet("arn"))), 5],
  ["a rate", { rateBasedStatement: rate }, 2],
  ["a rate of some requests", { rateBasedStatement: { ...rate, scopeDownStatement: labelled("a:b") } }, 3],
  [
    "a rate by a cookie",
    { rateBasedStatement: { ...rate, aggregateKeyType: "CUSTOM_KEYS", customKeys: [{ cookie: { name: "xid", ...none } }] } },
    32,
  ],
  ["a group of AWS's", { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } }, 700],
  [
    "a group for some requests",
    { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesPHPRuleSet", scopeDownStatement: matches(path, "x") } },
    103,
  ],
];

test.each(costs)("%s", (_what, statement, units) => {
  expect(capacityOf(statement)).toBe(units);
});

describe("the default rules", () => {
  test("fit into what a web ACL's price includes", () => {
    expect(total()).toBeLessThanOrEqual(wafLimits.capacity - 60);
  });

  test("fit with every list in use as well", () => {
    expect(total({ sets: everyList })).toBeLessThanOrEqual(wafLimits.capacity - 15);
    expect(total({ sets: everyList, admin: { host: "office.example.com", staffOnly: true } })).toBeLessThanOrEqual(wafLimits.capacity - 15);
  });

  test("do not fit with the Linux group, which is why it is off", () => {
    expect(total({ groups: { linux: true, php: false, antiDdos: false, accountTakeover: false, accountCreation: false } })).toBeGreaterThan(
      wafLimits.capacity,
    );
  });
});
