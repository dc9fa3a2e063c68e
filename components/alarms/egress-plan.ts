import type { Input } from "@pulumi/pulumi";
import type { AlarmPlan } from "./plan.ts";

/** Dimensions of the queries that a rule of the DNS firewall matches: the rule's group and its list. */
export interface DnsRuleDimensions {
  readonly ruleGroupId: Input<string>;
  readonly blockedListId: Input<string>;
  readonly sharedListId: Input<string>;
}

/** The alarms of NAT and of the DNS allow-list. */
export function egressAlarms(natGatewayIds: readonly Input<string>[], dns: DnsRuleDimensions): AlarmPlan[] {
  const nat = natGatewayIds.flatMap((id, i): AlarmPlan[] => {
    const on = {
      namespace: "AWS/NATGateway",
      dimensions: { NatGatewayId: id },
      comparison: "above",
      statistic: "Sum",
      runbook: "nat-errors",
      // The canary goes out by NAT.
      silence: { heldBy: "canary" },
    } as const;
    return [
      {
        ...on,
        name: `nat-${i + 1}-ports`,
        meaning: "NAT has no port left for a connection: calls to payment hosts fail",
        metric: "ErrorPortAllocation",
        threshold: 0,
      },
      { ...on, name: `nat-${i + 1}-drops`, meaning: "NAT drops packets", metric: "PacketsDropCount", threshold: 100 },
    ];
  });
  const blocked = (list: Input<string>) =>
    ({
      runbook: "dns-blocked",
      namespace: "AWS/Route53Resolver",
      // Not the group's own volume, which counts what is allowed too.
      metric: "FirewallRuleQueryVolume",
      dimensions: { FirewallRuleGroupId: dns.ruleGroupId, FirewallDomainListId: list },
      statistic: "Sum",
      comparison: "above",
      silence: "none",
    }) as const;
  const names: AlarmPlan[] = [
    {
      ...blocked(dns.blockedListId),
      name: "dns-blocked",
      meaning: "Nodes look up many hosts that are not allowed: a missing entry, or an attacker's foothold",
      threshold: 100,
    },
    {
      ...blocked(dns.sharedListId),
      name: "dns-shared-blocked",
      meaning: "Nodes look up names that anyone can register (other AWS accounts, CDNs): an attacker's foothold, or a missing entry",
      threshold: 20,
    },
  ];
  return [...nat, ...names];
}
