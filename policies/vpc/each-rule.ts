import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { groupTypes, type Rule, rulesIn, ruleTypes } from "./rules.ts";

/** The types of a policy about single rules. */
export const typesWithRules = [...groupTypes, ...ruleTypes];

/** A check of each rule of one direction, inline or separate; it does not apply to what has none. */
export function eachRule(direction: Rule["direction"] | "any", check: (rule: Rule, stack: Stack) => readonly string[]): Policy["check"] {
  return (resource, stack) => {
    const rules = rulesIn(resource, stack).filter((rule) => direction === "any" || rule.direction === direction);
    return rules.length === 0 ? undefined : collect(rules, (rule) => check(rule, stack));
  };
}
