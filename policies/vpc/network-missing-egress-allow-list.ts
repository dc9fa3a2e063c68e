import { collect } from "../model/collect.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { naming } from "./carriers.ts";
import { isPrivate } from "./cidr.ts";
import { internetRoutes, subnetTypes, tableOf } from "./routes.ts";
import { groupTypes, rulesOf } from "./rules.ts";

const route53 = (name: string) => `aws:route53/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

export const vpcNetworkMissingEgressAllowList: Policy = {
  name: "aws-vpc-network-missing-egress-allow-list",
  description: "If a VPC's nodes have internet access, a DNS firewall or a network firewall limits it to an allow-list of names.",
  severity: "high",
  controls: ["G21"],
  remediation:
    "Associate a DNS firewall rule group that allows a list and blocks * last, or route through AWS Network Firewall that drops by default.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall.html",
  types: ["aws:ec2/vpc:Vpc"],
  check: (vpc, stack) => {
    if (!hasWayOut(vpc, stack)) return undefined;
    const byNames = dnsFaults(vpc, stack);
    if (byNames.length === 0) return [];
    const byPackets = firewallFaults(vpc, stack);
    return byPackets?.length === 0 ? [] : (byPackets ?? byNames);
  },
};

function hasWayOut(vpc: Resource, stack: Stack): boolean {
  const routes = naming(vpc, "vpcId", subnetTypes, stack).flatMap((subnet) => tableOf(subnet, stack) ?? []);
  const leaves = routes.some((table) => internetRoutes(table, stack).some(({ way }) => way === "NAT gateway" || way === "endpoint"));
  const groups = naming(vpc, "vpcId", groupTypes, stack);
  return (
    leaves ||
    collect(groups, (group) => rulesOf(group, stack).flatMap((rule) => (rule.direction === "egress" ? rule.cidrs() : []))).some(
      (cidr) => !isPrivate(cidr),
    )
  );
}

/** Reasons for which DNS allows nodes more than a list. */
function dnsFaults(vpc: Resource, stack: Stack): string[] {
  const groups = naming(vpc, "vpcId", [route53("ResolverFirewallRuleGroupAssociation")], stack).flatMap((association) =>
    stack.referred(association, "firewallRuleGroupId", [route53("ResolverFirewallRuleGroup")]),
  );
  if (groups.length === 0) return ["nodes may reach any host: no DNS firewall is associated with the VPC; add one with an allow-list"];
  const open = naming(vpc, "resourceId", [route53("ResolverFirewallConfig")], stack).filter((config) =>
    ["ENABLED", "USE_LOCAL_RESOURCE_SETTING"].includes(config.text("firewallFailOpen") ?? "DISABLED"),
  );
  const faults = open.map(() => "the DNS firewall allows every name when it fails; set firewallFailOpen: DISABLED");
  const rules = groups.flatMap((group) => naming(group, "firewallRuleGroupId", [route53("ResolverFirewallRule")], stack));
  const ordered = [...rules].sort((a, b) => (a.number("priority") ?? 0) - (b.number("priority") ?? 0));
  const block = ordered.findIndex((rule) => rule.text("action") === "BLOCK" && isEverything(rule, stack));
  if (block < 0) return [...faults, "the DNS firewall has no rule that blocks all other names; add BLOCK for * after the allow-list"];
  const before = ordered.slice(0, block);
  if (before.some((rule) => rule.text("action") !== "BLOCK" && isEverything(rule, stack)))
    faults.push("a DNS firewall rule allows every name before the block; list the names");
  if (!before.some((rule) => rule.text("action") === "ALLOW"))
    faults.push("no DNS firewall rule allows names before the block; list the hosts that nodes call");
  return faults;
}

const isEverything = (rule: Resource, stack: Stack): boolean =>
  stack
    .referred(rule, "firewallDomainListId", [route53("ResolverFirewallDomainList")])
    .some((list) => list.list("domains").some((domain) => domain === "*" || domain === "*."));

/** Reasons for which a network firewall allows nodes more than a list; undefined if there is none. */
function firewallFaults(vpc: Resource, stack: Stack): string[] | undefined {
  const firewall = naming(vpc, "vpcId", ["aws:networkfirewall/firewall:Firewall"], stack)[0];
  if (!firewall) return undefined;
  const policy = stack.referred(firewall, "firewallPolicyArn", ["aws:networkfirewall/firewallPolicy:FirewallPolicy"])[0];
  const drops = policy?.list("firewallPolicy.statefulDefaultActions").some((action) => String(action).startsWith("aws:drop"));
  const passes = ["statelessDefaultActions", "statelessFragmentDefaultActions"].filter((part) =>
    policy?.list(`firewallPolicy.${part}`).includes("aws:pass"),
  );
  return [
    ...(drops ? [] : ["the network firewall passes traffic that no rule names; set statefulDefaultActions to aws:drop_established"]),
    ...passes.map((part) => `${part} is aws:pass, so that traffic is not inspected; set aws:forward_to_sfe`),
  ];
}
