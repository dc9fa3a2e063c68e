import { isUnknown } from "../../domain/graph-values.ts";
import type { NameRule, PacketRule } from "../../domain/network/network.ts";
import { isRecord } from "../../domain/values.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { UnknownValue } from "../model/values.ts";
import { naming } from "./carriers.ts";

const route53 = (name: string) => `aws:route53/r${name.slice(1)}:${name}`;
const firewall = (name: string) => `aws:networkfirewall/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

/** The rules of a VPC's DNS firewall; undefined where it has none. */
export function nameRulesOf(vpc: Resource, stack: Stack): NameRule[] | undefined {
  const associations = naming(vpc, "vpcId", [route53("ResolverFirewallRuleGroupAssociation")], stack);
  if (associations.length === 0) return undefined;
  const groups = associations.flatMap((one) => stack.referred(one, "firewallRuleGroupId", [route53("ResolverFirewallRuleGroup")]));
  if (groups.length < associations.length) throw new UnknownValue(vpc.name, "has a DNS firewall that is not of this stack");
  const rules = groups.flatMap((group) => naming(group, "firewallRuleGroupId", [route53("ResolverFirewallRule")], stack));
  return rules
    .sort((a, b) => (a.number("priority") ?? 0) - (b.number("priority") ?? 0))
    .map((rule) => {
      const lists = stack.referred(rule, "firewallDomainListId", [route53("ResolverFirewallDomainList")]);
      if (lists.length === 0) throw new UnknownValue(rule.name, "names a list that is not of this stack");
      return {
        id: rule.name,
        allows: rule.text("action") !== "BLOCK",
        domains: lists.flatMap(domainsOf),
        // Where AWS has given the names, they are in the list too.
        namesOf: lists.flatMap((list) => list.propertyDependencies.domains ?? []),
      };
    });
}

/** The names of a list, as far as they are known; whole lists have to be. */
export const domainsOf = (list: Resource): string[] =>
  list.list("domains").flatMap((domain) => (isUnknown(domain) ? [] : [String(domain).replace(/\.$/, "")]));

/** Rules of a VPC's network firewall; undefined if it has none. */
export function packetRulesOf(vpc: Resource, stack: Stack): PacketRule[] | undefined {
  const [one] = naming(vpc, "vpcId", [firewall("Firewall")], stack);
  if (!one) return undefined;
  const [policy] = stack.referred(one, "firewallPolicyArn", [firewall("FirewallPolicy")]);
  const groups = policy ? stack.referred(policy, "firewallPolicy", [firewall("RuleGroup")]) : [];
  const drops = policy?.list("firewallPolicy.statefulDefaultActions").some((action) => String(action).startsWith("aws:drop"));
  if (!drops) throw new UnknownValue(one.name, "has a policy that is not simulated");
  return groups.flatMap(passesOf);
}

function passesOf(group: Resource): PacketRule[] {
  const { name: id } = group;
  const source = group.get("ruleGroup.rulesSource");
  if (!isRecord(source)) throw new UnknownValue(id, "has rules that are not simulated");
  if (isRecord(source.rulesSourceList)) {
    if (source.rulesSourceList.generatedRulesType !== "ALLOWLIST") throw new UnknownValue(id, "has a list that is not simulated");
    return [{ id, passes: { names: group.list("ruleGroup.rulesSource.rulesSourceList.targets").map(String) } }];
  }
  return group.list("ruleGroup.rulesSource.statefulRules").map((_, i) => {
    const at = `ruleGroup.rulesSource.statefulRules.${i}`;
    const port = group.number(`${at}.header.destinationPort`);
    if (group.text(`${at}.action`) !== "PASS" || port === undefined) throw new UnknownValue(id, "has a rule that is not simulated");
    return { id, passes: { port } };
  });
}
