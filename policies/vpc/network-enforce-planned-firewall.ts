import { allowList } from "../../domain/network/allow-list.ts";
import { packetGroups, packetPolicy, packetPriority } from "../../domain/network/packet-plan.ts";
import { collect } from "../model/collect.ts";
import { differences, propertiesOf } from "../model/differences.ts";
import { planOf } from "../model/intended.ts";
import { ownValue } from "../model/own.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { naming } from "./carriers.ts";

const groupType = "aws:networkfirewall/ruleGroup:RuleGroup";

export const vpcNetworkEnforcePlannedFirewall: Policy = {
  name: "aws-vpc-network-enforce-planned-firewall",
  description:
    "If a store's settings require a network firewall, it has exactly their rules: no other traffic passes, and none passes uninspected.",
  severity: "critical",
  controls: [
    {
      key: "NET-42",
      service: "VPC / network",
      control: "The network firewall's policy, rule groups and name lists are those of the settings, in their order",
      pci: ["1.2.5", "1.3.2", "1.4.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Name the host in the settings, under network.allowedHosts or payments.hosts, where changes are reviewed.",
  url: "https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html",
  types: ["aws:ec2/vpc:Vpc"],
  check: (vpc, stack) => {
    const groups = planned(stack);
    if (groups === undefined) return undefined;
    const [firewall] = naming(vpc, "vpcId", ["aws:networkfirewall/firewall:Firewall"], stack);
    if (firewall === undefined) return ["the network firewall, which the settings require, is missing; deploy it"];
    const policies = stack.referred(firewall, "firewallPolicyArn", ["aws:networkfirewall/firewallPolicy:FirewallPolicy"]);
    if (policies.length !== 1)
      return [`the network firewall ${firewall.name} has ${policies.length} policies of the stack; the settings give one`];
    const made = stack.ofType(groupType);
    const names = new Set(groups.map(({ part }) => groupName(part)));
    return [
      ...collect(policies, (policy) => policyFaults(policy, groups, made)),
      ...collect(groups, (group) => groupFaults(group, made)),
      ...made.filter(({ name }) => !names.has(name)).map(({ name }) => `the rules ${name} are not in the settings; remove them`),
    ];
  },
};

type Group = ReturnType<typeof packetGroups>[number];

const planned = planOf(({ packets, names }) => packets && packetGroups({ ...packets, allowedHosts: allowList(names).outward }));

/** The program's name for a group; the firewall is called so as a component. */
const groupName = (part: string): string => `network-firewall${part}`;

function policyFaults(policy: Resource, groups: readonly Group[], made: readonly Resource[]): string[] {
  const holder = { holder: policy, property: "firewallPolicy" };
  const own = (name: string) =>
    ownValue(
      `the rules ${name}`,
      holder,
      made.filter((one) => one.name === name),
      "arn",
    );
  const references = groups.map(({ part }, at) => ({ resourceArn: own(groupName(part)), priority: packetPriority(at) }));
  const plan = { ...packetPolicy, statefulRuleGroupReferences: references };
  return differences(plan, policy.get("firewallPolicy"), "firewallPolicy");
}

function groupFaults({ part, description: _, capacity: __, ...plan }: Group, made: readonly Resource[]): string[] {
  const group = made.find(({ name }) => name === groupName(part));
  if (group === undefined) return [`the rules ${groupName(part)} are missing, which the settings give`];
  const all = { ...plan, rules: undefined };
  return differences(all, propertiesOf(group.properties, all)).map((sentence) => `the rules ${group.name}: ${sentence}`);
}
