import { isRecord } from "../../domain/values.ts";
import type { Resource, Stack } from "./stack.ts";
import { show } from "./values.ts";

const associationTypes = ["aws:ec2/routeTableAssociation:RouteTableAssociation"];
const routeTypes = ["aws:ec2/route:Route"];
const routeTables = ["aws:ec2/routeTable:RouteTable"];
const gateways = ["aws:ec2/internetGateway:InternetGateway"];
const groupTypes = ["aws:ec2/securityGroup:SecurityGroup"];

/** Faults of a subnet group: its subnets, as far as they are in the stack, from which the internet can be reached. */
export function publicSubnets(group: Resource, stack: Stack): string[] {
  const subnets = stack.referred(group, "subnetIds", ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"]);
  return subnets
    .filter((subnet) => isPublic(subnet, stack))
    .map(({ name }) => `subnetIds has ${name}, a public subnet; use private subnets`);
}

function isPublic(subnet: Resource, stack: Stack): boolean {
  if (subnet.type === "aws:ec2/defaultSubnet:DefaultSubnet" || subnet.isTrue("mapPublicIpOnLaunch")) return true;
  const tables = stack
    .referring(subnet, "subnetId", associationTypes)
    .flatMap((association) => stack.referred(association, "routeTableId", routeTables));
  return tables.some((table) => leadsToInternet(table, stack));
}

function leadsToInternet(table: Resource, stack: Stack): boolean {
  const toGateway = (from: Resource, property: string) => stack.referred(from, property, gateways).length > 0;
  const namesGateway = (value: unknown) => typeof value === "string" && value.startsWith("igw-");
  const inline = Array.isArray(table.properties.routes) ? table.properties.routes : [];
  return (
    toGateway(table, "routes") ||
    inline.some((route) => isRecord(route) && namesGateway(route.gatewayId)) ||
    stack
      .referring(table, "routeTableId", routeTypes)
      .some((route) => toGateway(route, "gatewayId") || namesGateway(route.properties.gatewayId))
  );
}

/** A rule of a security group, whichever way it is written. */
interface Rule {
  readonly way: "in" | "out";
  readonly protocol: string;
  readonly ranges: readonly unknown[];
  readonly from: string;
}

/** Too permissive rules in the security groups, as far as they are in the stack, that `property` of a data store names. */
export function laxRules(store: Resource, property: string, stack: Stack): string[] {
  return stack.referred(store, property, groupTypes).flatMap((group) => rulesOf(group, stack).flatMap((rule) => faultsOf(rule, group)));
}

function faultsOf({ way, protocol, ranges, from }: Rule, group: Resource): string[] {
  const shown = ranges.map(show).join(", ");
  if (way === "out") return ranges.some(isPublicRange) ? [`${group.name} allows egress to ${shown} (${from}); remove the rule`] : [];
  if (ranges.some(isPublicRange)) return [`${group.name} allows ingress from ${shown} (${from}); allow security groups only`];
  return protocol === "-1" || protocol === "all" ? [`${group.name} allows every protocol (${from}); allow the data store's port only`] : [];
}

/** Whether a range has addresses that are not private. */
const isPublicRange = (range: unknown): boolean =>
  typeof range === "string" &&
  !/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd][0-9a-f]{2}:)/i.test(range);

function rulesOf(group: Resource, stack: Stack): Rule[] {
  const old = stack.referring(group, "securityGroupId", ["aws:ec2/securityGroupRule:SecurityGroupRule"]);
  const inward = stack.referring(group, "securityGroupId", ["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"]);
  const outward = stack.referring(group, "securityGroupId", ["aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"]);
  return [
    ...group.list("ingress").map((_, i) => listed(group, `ingress.${i}`, "in")),
    ...group.list("egress").map((_, i) => listed(group, `egress.${i}`, "out")),
    ...old.map((rule) => listed(rule, "", rule.text("type") === "egress" ? "out" : "in")),
    ...inward.map((rule) => single(rule, "in")),
    ...outward.map((rule) => single(rule, "out")),
  ];
}

function listed(resource: Resource, path: string, way: Rule["way"]): Rule {
  const at = (property: string) => (path ? `${path}.${property}` : property);
  const ranges = [...resource.list(at("cidrBlocks")), ...resource.list(at("ipv6CidrBlocks"))];
  return { way, protocol: String(resource.get(at("protocol"))), ranges, from: path || resource.name };
}

function single(rule: Resource, way: Rule["way"]): Rule {
  const ranges = [...rule.list("cidrIpv4"), ...rule.list("cidrIpv6")];
  return { way, protocol: String(rule.get("ipProtocol")), ranges, from: rule.name };
}
