import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, isTrue, read, UnknownValue } from "../model/values.ts";
import { internetOf } from "./cidr.ts";
import { listedBlocks } from "./prefix-lists.ts";

/** Groups, and the resources that are one rule of a group. */
export const groupTypes = ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
export const ruleTypes = [
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
];

/** One rule of a security group, in whichever of the three forms it was written. */
export interface Rule {
  readonly direction: "ingress" | "egress";
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1` for all. */
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  /** @throws UnknownValue where a block is known only after apply */
  readonly cidrs: () => readonly string[];
  readonly hasPrefixList: boolean;
  /**
   * The blocks, and those of prefix lists.
   * @throws UnknownValue where one is known only after apply, or a list is not of this stack
   */
  readonly sources: () => readonly string[];
  /** The other end's groups as far as they are of this stack. */
  readonly peers: readonly Resource[];
  /** Whether it names a group of another stack. */
  readonly namesOtherStack: boolean;
  readonly isSelf: boolean;
  readonly description: string | undefined;
  /** The resource that defines it. */
  readonly source: Resource;
}

/** All rules that a resource declares: a group its inline ones, a rule resource itself. */
export function rulesIn(resource: Resource, stack: Stack): Rule[] {
  if (groupTypes.includes(resource.type)) {
    return (["ingress", "egress"] as const).flatMap((direction) =>
      resource.list(direction).map((_, index) => toRule(resource, stack, direction, `${direction}.${index}.`)),
    );
  }
  if (resource.type.includes("IngressRule")) return [toRule(resource, stack, "ingress", "")];
  if (resource.type.includes("EgressRule")) return [toRule(resource, stack, "egress", "")];
  return ruleTypes.includes(resource.type) ? [toRule(resource, stack, resource.text("type") === "egress" ? "egress" : "ingress", "")] : [];
}

/** All rules of a group, inline and separate. */
export const rulesOf = (group: Resource, stack: Stack): Rule[] =>
  [group, ...stack.referring(group, "securityGroupId", ruleTypes)].flatMap((resource) => rulesIn(resource, stack));

const protocols: Readonly<Record<string, string>> = { all: "-1", "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };

function toRule(source: Resource, stack: Stack, direction: Rule["direction"], at: string): Rule {
  const given = String(source.get(`${at}protocol`) ?? source.get(`${at}ipProtocol`) ?? "-1").toLowerCase();
  const protocol = protocols[given] ?? given;
  const [from, to] = [source.number(`${at}fromPort`), source.number(`${at}toPort`)];
  const isAll = protocol === "-1" || from === undefined || from === -1;
  const groups = ["securityGroups", "sourceSecurityGroupId", "referencedSecurityGroupId"].filter((part) => source.has(`${at}${part}`));
  const peers = groups.flatMap((part) => stack.referred(source, at ? direction : part, groupTypes)).filter((peer) => peer !== source);
  const cidrs = () => ["cidrBlocks", "ipv6CidrBlocks", "cidrIpv4", "cidrIpv6"].flatMap((part) => texts(source, `${at}${part}`));
  const lists = ["prefixListIds", "prefixListId"].filter((part) => source.has(`${at}${part}`));
  const listed = (part: string) =>
    at
      ? listedBlocks(source, direction, source.list(`${at}${part}`), stack)
      : listedBlocks(source, part, asList(source.properties[part]), stack);
  return {
    direction,
    protocol,
    from: isAll ? 0 : (from ?? 0),
    to: isAll ? 65535 : (to ?? from ?? 0),
    cidrs,
    hasPrefixList: lists.length > 0,
    sources: () => [...cidrs(), ...lists.flatMap(listed)],
    peers,
    namesOtherStack: groups.length > 0 && peers.length === 0,
    isSelf: isTrue(read(source.properties, `${at}self`)),
    description: source.has(`${at}description`) ? (source.text(`${at}description`) ?? "") : undefined,
    source,
  };
}

function texts(resource: Resource, path: string): string[] {
  return resource.list(path).map((value) => {
    if (isUnknown(value) || isRecord(value)) throw new UnknownValue(path);
    return String(value);
  });
}

/** Whether a rule lets a port through. */
export const admits = (rule: Pick<Rule, "protocol" | "from" | "to">, port: number, protocol: "tcp" | "udp" = "tcp"): boolean =>
  (rule.protocol === "-1" || rule.protocol === protocol) && rule.from <= port && port <= rule.to;

/** The blocks of a rule that are the internet, those of prefix lists too. */
export const internetBlocks = (rule: Rule): readonly string[] => internetOf(rule.sources());

/** Whether a rule is about every port there is, or so good as. */
export const isWide = ({ protocol, from, to }: Pick<Rule, "protocol" | "from" | "to">): boolean => protocol === "-1" || to - from > 1000;

/** `tcp 443`, `udp 0-65535`, `all ports`. */
export const showPorts = ({ protocol, from, to }: Pick<Rule, "protocol" | "from" | "to">): string =>
  protocol === "-1" ? "all ports" : `${protocol} ${from === to ? from : `${from}-${to}`}`;
