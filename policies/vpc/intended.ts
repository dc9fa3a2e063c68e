import type { Conversation, End } from "../../domain/network/conversation.ts";
import { endAt } from "../../domain/network/expand.ts";
import { callers } from "../../domain/network/judge.ts";
import type { Network, Range } from "../../domain/network/network.ts";
import { oncePerStack } from "../model/once.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { loadBalancerTypes } from "./carriers.ts";
import { dataStores } from "./data-stores.ts";
import { subnetTypes } from "./routes.ts";
import { groupTypes, type Rule, rulesOf } from "./rules.ts";

/** Something that calls or is called: its groups, where it stands, and the ports that it certainly calls from. */
interface Talker {
  readonly resource: Resource;
  readonly groups: readonly Resource[];
  readonly subnets: readonly Resource[];
  readonly ports: readonly Range[];
}

/** Instances of whatever system: Linux calls from 32768-60999, Windows from 49152-65535. */
const anySystem: readonly Range[] = [[49152, 60999]];

const group = "aws:autoscaling/group:Group";
const template = "aws:ec2/launchTemplate:LaunchTemplate";

const talkers = oncePerStack((stack): Talker[] => {
  const groupsOf = (of: Resource, ...properties: readonly string[]) =>
    properties.flatMap((property) => (of.has(property) ? stack.referred(of, property, groupTypes) : []));
  const subnetsOf = (of: Resource, property: string) => (of.has(property) ? stack.referred(of, property, subnetTypes) : []);
  const all = (types: readonly string[], groups: readonly string[], subnets: string, ports: readonly Range[]): Talker[] =>
    stack
      .ofType(...types)
      .map((resource) => ({ resource, groups: groupsOf(resource, ...groups), subnets: subnetsOf(resource, subnets), ports }));
  const scaled = stack.ofType(group).map((resource) => ({
    resource,
    groups: stack
      .referred(resource, "launchTemplate", [template])
      .flatMap((one) => groupsOf(one, "vpcSecurityGroupIds", "networkInterfaces")),
    subnets: subnetsOf(resource, "vpcZoneIdentifiers"),
    ports: anySystem,
  }));
  const stores = stack.ofType(...Object.keys(dataStores)).map((resource) => {
    const { groups = "", subnets, subnetGroup } = dataStores[resource.type] ?? {};
    const grouped = subnetGroup ? stack.referred(resource, subnetGroup[0], [subnetGroup[1]]) : [];
    return {
      resource,
      groups: groupsOf(resource, groups),
      subnets: [...(subnets ? subnetsOf(resource, subnets) : []), ...grouped.flatMap((one) => subnetsOf(one, "subnetIds"))],
      ports: [],
    };
  });
  return [
    ...all(loadBalancerTypes, ["securityGroups"], "subnets", callers.any),
    ...all(["aws:lambda/function:Function"], ["vpcConfig"], "vpcConfig", callers.any),
    ...all(["aws:ec2/instance:Instance"], ["vpcSecurityGroupIds", "securityGroups"], "subnetId", anySystem),
    ...scaled,
    ...stores,
  ];
});

const host: End = { name: "a host of the internet", address: "203.0.113.10", isPublic: true };

/**
 * The conversations that a graph means to have: a group admits another one by name on a port, or lets its members out to the internet
 * on HTTPS. Groups are not looked at any more.
 */
export function intendedConversations(network: Network, stack: Stack): Conversation[] {
  const here = new Set(network.subnets.map(({ id }) => id));
  const all = talkers(stack).filter(({ groups, subnets }) => groups.length > 0 && subnets.some(({ urn }) => here.has(urn)));
  const rules = new Map(all.flatMap(({ groups }) => groups).map((one) => [one, rulesOf(one, stack)] as const));
  const rulesFor = ({ groups }: Talker): readonly Rule[] => groups.flatMap((one) => rules.get(one) ?? []);
  return all
    .filter(({ ports }) => ports.length > 0)
    .flatMap((from) => [
      ...all.flatMap((to) =>
        rulesFor(to)
          .filter((rule) => rule.direction === "ingress" && isOnePort(rule) && rule.peers.some((peer) => from.groups.includes(peer)))
          .flatMap((rule) => between(network, from, endsOf(network, to), rule.from)),
      ),
      ...(rulesFor(from).some(callsInternet) ? between(network, from, [host], 443) : []),
    ]);
}

const isOnePort = ({ protocol, from, to }: Rule): boolean => protocol === "tcp" && from === to;

const callsInternet = (rule: Rule): boolean =>
  rule.direction === "egress" && isOnePort(rule) && rule.from === 443 && rule.cidrs().includes("0.0.0.0/0");

const between = (network: Network, from: Talker, others: readonly End[], port: number): Conversation[] =>
  endsOf(network, from).flatMap((end) => others.map((to) => ({ from: end, to, port, sourcePorts: from.ports, protocol: "tcp" })));

/** Ends of a participant, in each of its subnets in this network. */
const endsOf = (network: Network, { resource, subnets }: Talker): End[] =>
  subnets
    .filter(({ urn }) => network.subnets.some(({ id }) => id === urn))
    .map(({ urn }) => {
      const { groups: _, ...end } = endAt(network, resource.name, urn, []);
      return { ...end, isPublic: loadBalancerTypes.includes(resource.type) };
    });
