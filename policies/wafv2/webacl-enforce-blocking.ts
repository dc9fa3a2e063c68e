import { isPastGrace } from "../../domain/calendars/endings.ts";
import { isRecord } from "../../domain/values.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList } from "../model/values.ts";
import { isScannerRule } from "./scanners.ts";
import { allRulesOf, managedGroups, statements, type WafRule, webAclType } from "./types.ts";

export const wafv2WebaclEnforceBlocking: Policy = {
  name: "aws-wafv2-webacl-enforce-blocking",
  description: "Rules block instead of counting, and no allow rule precedes rules that it would bypass.",
  severity: "high",
  controls: [
    {
      key: "G3",
      service: "What no other tool checks",
      control: "The web ACL blocks, and no allow rule precedes the rate rules",
      pci: ["6.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation:
    "Set action block and overrideAction none, or the tag trial/<rule> to the last day of a trial; put allow rules after group and rate rules.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html",
  types: [webAclType],
  check: (acl, stack) => {
    if (stack.environment !== "prod") return undefined;
    const rules = allRulesOf(acl, stack);
    return [...counting(rules, acl, stack.today), ...bypasses(rules, acl, stack)];
  },
};

function counting(rules: readonly WafRule[], acl: Resource, today: string): string[] {
  const used = rules.flatMap(({ statement }) => statements(statement, "labelMatchStatement")).map(({ key }) => String(key).toLowerCase());
  // AWS's labels end as its rules do: UserAgent_BadBots_HEADER writes awswaf:managed:…:BadBots_Header.
  const managed = used
    .filter((key) => key.startsWith("awswaf:managed:") && !key.endsWith(":"))
    .map((key) => key.slice(key.lastIndexOf(":") + 1));
  // A rule that counts so that a later one decides by its label is in use.
  const decides = (label: string) =>
    used.some((key) => (key.endsWith(":") ? label.toLowerCase().startsWith(key) : key === label.toLowerCase()));
  // The namespace of a group's labels is the group's name: awswaf:managed:aws:known-bad-inputs: of AWSManagedRulesKnownBadInputsRuleSet.
  const namespaces = used
    .filter((key) => /^awswaf:managed:[^:]+:[^:]+:$/.test(key))
    .map((key) => (key.split(":")[3] ?? "").replaceAll("-", ""));
  const isRead = (rule: WafRule) =>
    managedGroups(rule).some((group) => namespaces.some((namespace) => group.toLowerCase().includes(namespace)));
  const names = (rule: string) => managed.some((ending) => rule.toLowerCase().endsWith(ending));
  return rules.flatMap((rule) => {
    if (onTrial(rule.name, acl, today)) return [];
    if (rule.override === "count") return [`${rule.name} only counts its group's decisions; set overrideAction none`];
    if (rule.action === "count" && !rule.labels.some(decides)) return [`${rule.name} only counts; set action block`];
    return overrides(rule)
      .filter((name) => !names(name) && !isRead(rule))
      .map((name) => `${rule.name} lets ${name} count only, and no rule uses its label; remove the override`);
  });
}

/** A tag of the web ACL, `trial/<rule>`, says until which day a rule may only count. */
function onTrial(name: string, acl: Resource, today: string): boolean {
  const tags = acl.get("tags");
  const until = isRecord(tags) ? tags[`trial/${name}`] : undefined;
  return typeof until === "string" && !isPastGrace(until, today);
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
      return skipped.length === 0 ? [] : [`${rule.name} allows before ${skipped.map(({ name }) => name).join(", ")}; move it after them`];
    });
}
