import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, isRecord } from "../model/values.ts";
import { isScannerRule } from "./scanners.ts";
import { allRulesOf, managedGroups, notYet, statements, type WafRule, webAclType } from "./types.ts";

export const wafv2EnforceBlocking: Policy = {
  name: "aws-wafv2-webacl-enforce-blocking",
  description: "Rules block rather than count, and no rule that allows comes before those that it would make void.",
  severity: "high",
  remediation: "Set action block and overrideAction none; put rules that allow after the managed groups and rate rules.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html",
  types: [webAclType],
  advisoryBecause: notYet,
  check: (acl, stack) => {
    if (isTrial(stack)) return undefined;
    const rules = allRulesOf(acl, stack);
    return [...counting(rules), ...bypasses(rules, acl, stack)];
  },
};

/** A stack in which rules are tried out says so by its name. */
const isTrial = (stack: Stack): boolean => /(^|-)(dev|staging|test|trial)$/.test(stack.name);

function counting(rules: readonly WafRule[]): string[] {
  const labels = JSON.stringify(rules.map(({ statement }) => statements(statement, "labelMatchStatement")));
  return rules.flatMap((rule) => {
    if (rule.override === "count") return [`${rule.name} only counts what its group decides; set overrideAction none`];
    if (rule.action === "count" && !labels.includes(rule.name)) return [`${rule.name} only counts; set action block`];
    // A rule of a group that counts so that a later rule decides by its label is in use.
    return overrides(rule)
      .filter((name) => !labels.includes(name))
      .map((name) => `${rule.name} lets ${name} count only, and no rule uses its label; remove the override`);
  });
}

const overrides = (rule: WafRule): string[] =>
  statements(rule.statement, "managedRuleGroupStatement").flatMap((group) => [
    ...asList(group.ruleActionOverrides)
      .filter(isRecord)
      .filter(({ actionToUse }) => asList(actionToUse).some((action) => isRecord(action) && isRecord(action.count)))
      .map(({ name }) => String(name)),
    ...asList(group.excludedRules)
      .filter(isRecord)
      .map(({ name }) => String(name)),
  ]);

function bypasses(rules: readonly WafRule[], acl: Resource, stack: Stack): string[] {
  const isRate = (rule: WafRule) => statements(rule.statement, "rateBasedStatement").length > 0;
  const isBot = (rule: WafRule) => managedGroups(rule).every((name) => /BotControl|IpReputation|AnonymousIp|ATP|ACFP/.test(name));
  return rules
    .filter(({ action }) => action === "allow")
    .flatMap((rule) => {
      const guards = rules.filter((guard) => isRate(guard) || managedGroups(guard).length > 0);
      const skipped = guards.filter(
        (guard) => guard.priority > rule.priority && !(isScannerRule(rule, acl, stack) && (isRate(guard) || isBot(guard))),
      );
      return skipped.length === 0 ? [] : [`${rule.name} allows before ${skipped.map(({ name }) => name).join(", ")}; put it after them`];
    });
}
