import { allowList } from "../../domain/network/allow-list.ts";
import { type NameList, nameRules, namesAttached, namesClosed, refusedNames, withDot } from "../../domain/network/name-plan.ts";
import { collect } from "../model/collect.ts";
import { differences, propertiesOf } from "../model/differences.ts";
import { planOf } from "../model/intended.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { naming } from "./carriers.ts";
import { isOwnName } from "./own-names.ts";

const route53 = (name: string) => `aws:route53/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

export const vpcNetworkEnforcePlannedNames: Policy = {
  name: "aws-vpc-network-enforce-planned-names",
  description: "A store's network resolves only the names of its settings and its own; every other name is blocked.",
  severity: "critical",
  controls: [
    {
      key: "NET-41",
      service: "VPC / network",
      control: "The DNS firewall's rules and name lists are those of the settings, in their order, and it fails closed",
      pci: ["1.3.2", "1.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name the host in the settings, under network.allowedHosts or payments.hosts, where changes are reviewed.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html",
  types: ["aws:ec2/vpc:Vpc"],
  check: (vpc, stack) => {
    const lists = planned(stack);
    if (lists === undefined) return undefined;
    const attached = naming(vpc, "vpcId", [route53("ResolverFirewallRuleGroupAssociation")], stack);
    const [association, ...others] = attached;
    if (association === undefined) return ["no DNS firewall is associated with the network, so that every name resolves; deploy it"];
    const groups = stack.referred(association, "firewallRuleGroupId", [route53("ResolverFirewallRuleGroup")]);
    return [
      ...others.map(({ name }) => `the association ${name} is not in the settings; remove it`),
      ...collect(
        [
          () => differences(namesAttached, propertiesOf(association.properties, namesAttached)),
          () => closedFaults(vpc, stack),
          () => collect(groups, (group) => groupFaults(group, lists, stack)),
        ],
        (find) => find(),
      ),
    ];
  },
};

type Lists = Readonly<Record<Exclude<NameList, "own">, readonly string[]>>;

const planned = planOf(({ names }): Lists => {
  const { exact, wildcards } = allowList(names);
  return { allowed: exact.map(withDot), wildcards: wildcards.map(withDot), ...refusedNames };
});

function closedFaults(vpc: Resource, stack: Stack): string[] {
  const [config] = naming(vpc, "resourceId", [route53("ResolverFirewallConfig")], stack);
  if (config === undefined) return ["the DNS firewall may fail open; set firewallFailOpen: DISABLED"];
  return differences(namesClosed, propertiesOf(config.properties, namesClosed));
}

function groupFaults(group: Resource, lists: Lists, stack: Stack): string[] {
  const rules = naming(group, "firewallRuleGroupId", [route53("ResolverFirewallRule")], stack);
  const wanted = Object.entries(nameRules).filter(([list]) => list !== "wildcards" || lists.wildcards.length > 0);
  const priorities = new Set<unknown>(wanted.map(([, { priority }]) => priority));
  return [
    ...collect(wanted, ([list, plan]) => ruleFaults(list, plan, rules, lists, stack)),
    ...rules
      .filter((rule) => !priorities.has(rule.number("priority")))
      .map((rule) => `the rule ${rule.name} at priority ${rule.number("priority")} is not in the settings; remove it`),
  ];
}

function ruleFaults(
  list: string,
  { part, ...does }: (typeof nameRules)[NameList],
  rules: readonly Resource[],
  lists: Lists,
  stack: Stack,
): string[] {
  const rule = rules.find((one) => one.number("priority") === does.priority);
  if (rule === undefined) return [`the rule ${part} is missing; the settings give it at priority ${does.priority}`];
  const plan = { firewallDomainRedirectionAction: undefined, qType: undefined, dnsThreatProtection: undefined, ...does };
  const given = { ...propertiesOf(rule.properties, plan), firewallDomainRedirectionAction: redirection(rule, does) };
  const domains = stack.referred(rule, "firewallDomainListId", [route53("ResolverFirewallDomainList")]);
  return collect(
    [
      () => differences(plan, given).map((sentence) => `the rule ${rule.name}: ${sentence}`),
      () => (domains.length === 1 ? [] : [`the rule ${rule.name} is about ${domains.length} lists of the stack; the settings give one`]),
      () => collect(domains, (one) => listFaults(list, one, lists, stack)),
    ],
    (find) => find(),
  );
}

/** AWS writes its default where a rule says nothing, and it is the stricter one. */
function redirection(rule: Resource, does: object): unknown {
  const value = rule.properties.firewallDomainRedirectionAction;
  return value === "INSPECT_REDIRECTION_DOMAIN" && !("firewallDomainRedirectionAction" in does) ? undefined : value;
}

function listFaults(list: string, domains: Resource, lists: Lists, stack: Stack): string[] {
  const names = domains.list("domains");
  if (list === "own")
    return names
      .filter((name) => !isOwnName(name, domains, stack))
      .map((name) => `the list ${domains.name} has ${String(name)}, which is not a name of the store's resources; remove it`);
  const plan = Object.entries(lists).find(([key]) => key === list)?.[1] ?? [];
  return differences(plan, names, `the list ${domains.name}`);
}
