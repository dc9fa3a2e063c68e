import { managedGroups } from "../../evaluate/managed/groups.ts";
import type { Hintable, Hints } from "../../evaluate/managed/hints.ts";
import type { WafRecord } from "./waf-record.ts";

/** Decisions of AWS in a record of the web ACL's log: the rules of managed groups that matched, and our own. */
export function hintsOf(record: WafRecord, { groups: known }: Hintable): Hints {
  const ours = new Set(known.values());
  const groups: Record<string, string[]> = {};
  for (const group of record.ruleGroupList ?? []) {
    const name = groupName(group.ruleGroupId);
    if (!ours.has(name)) continue;
    const matches = [group.terminatingRule, ...(group.nonTerminatingMatchingRules ?? []), ...(group.excludedRules ?? [])];
    groups[name] = [...(groups[name] ?? []), ...matches.flatMap((match) => match?.ruleId ?? [])];
  }
  const labels = record.labels?.map(({ name }) => name) ?? [];
  for (const label of labels) {
    const found = ruleByLabel.get(label);
    if (found === undefined || !ours.has(found.group) || groups[found.group]?.includes(found.rule)) continue;
    groups[found.group] = [...(groups[found.group] ?? []), found.rule];
  }
  return { groups, rules: {}, verifiedBot: verifiedBot(labels), matchedThen: matchedThen(record) };
}

/** `AWS#AWSManagedRulesCommonRuleSet#Version_1.2`. */
const groupName = (id: string): string => id.split("#")[1] ?? id;

/** The rules of AWS's groups by the label that is each one's own. */
const ruleByLabel = new Map(
  Object.entries(managedGroups).flatMap(([group, rules]) =>
    rules.flatMap(({ name, labels: [label] }) => (label === undefined ? [] : [[label, { group, rule: name }] as const])),
  ),
);

const CATEGORY = "awswaf:managed:aws:bot-control:bot:category:";

function verifiedBot(labels: readonly string[]): string | undefined {
  if (!labels.includes("awswaf:managed:aws:bot-control:bot:verified")) return undefined;
  return labels.find((label) => label.startsWith(CATEGORY))?.slice(CATEGORY.length);
}

function matchedThen({ terminatingRuleId, nonTerminatingMatchingRules }: WafRecord): string[] {
  return [terminatingRuleId, ...(nonTerminatingMatchingRules ?? []).map((match) => match?.ruleId)].flatMap((rule) => rule ?? []);
}
