import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { naming } from "./carriers.ts";
import { isPrivate } from "./cidr.ts";

export const routeTableTypes = ["aws:ec2/routeTable:RouteTable", "aws:ec2/defaultRouteTable:DefaultRouteTable"];
export const subnetTypes = ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"];
const associationType = "aws:ec2/routeTableAssociation:RouteTableAssociation";

/** Through what a route leads. */
export type Way = "internet gateway" | "NAT gateway" | "egress-only gateway" | "endpoint" | "instance" | "other";

/** One route that leaves the VPC for public addresses. */
export interface InternetRoute {
  readonly destination: string;
  readonly way: Way;
  readonly source: Resource;
}

const ways: readonly (readonly [property: string, way: Way])[] = [
  ["natGatewayId", "NAT gateway"],
  ["egressOnlyGatewayId", "egress-only gateway"],
  ["vpcEndpointId", "endpoint"],
  ["instanceId", "instance"],
  ["networkInterfaceId", "instance"],
  ["transitGatewayId", "other"],
  ["vpcPeeringConnectionId", "other"],
  ["carrierGatewayId", "internet gateway"],
  ["localGatewayId", "other"],
  ["coreNetworkArn", "other"],
];

/** A table's routes to public addresses, inline and separate. */
export const internetRoutes = (table: Resource, stack: Stack): InternetRoute[] =>
  [table, ...naming(table, "routeTableId", ["aws:ec2/route:Route"], stack)].flatMap((source) => internetRoutesIn(source, stack));

/** The routes to public addresses that a resource declares, a table its inline ones, a route itself. */
export function internetRoutesIn(source: Resource, stack: Stack): InternetRoute[] {
  const places = source.type.endsWith(":Route") ? [""] : source.list("routes").map((_, index) => `routes.${index}.`);
  return places.flatMap((at) => internetRoute(source, stack, at) ?? []);
}

function internetRoute(source: Resource, stack: Stack, at: string): InternetRoute | undefined {
  const blocks = ["destinationCidrBlock", "destinationIpv6CidrBlock", "cidrBlock", "ipv6CidrBlock"];
  const destination = blocks.map((block) => source.text(`${at}${block}`)).find((cidr) => cidr !== undefined && cidr !== "");
  if (destination === undefined || isPrivate(destination)) return undefined;
  const way = isInternetGateway(source, stack, at) ? "internet gateway" : ways.find(([property]) => source.has(at + property))?.[1];
  return way && { destination, way, source };
}

function isInternetGateway(source: Resource, stack: Stack, at: string): boolean {
  if (!source.has(`${at}gatewayId`)) return false;
  const [property, element] = at.split(".");
  const holder = property ? source.properties[property] : source.properties;
  const entry = Array.isArray(holder) ? holder[Number(element)] : holder;
  const id = isRecord(entry) ? entry.gatewayId : undefined;
  if (typeof id === "string" && !isUnknown(id)) return id.startsWith("igw-") || !/^(vgw-|local$|vpce-)/.test(id);
  return stack.referred(source, property || "gatewayId", ["aws:ec2/vpnGateway:VpnGateway"]).length === 0;
}

/** The route table that a subnet uses: its own, else the VPC's main one, as far as it is in the stack. */
export function tableOf(subnet: Resource, stack: Stack): Resource | undefined {
  const own = naming(subnet, "subnetId", [associationType], stack).flatMap((association) =>
    stack.referred(association, "routeTableId", routeTableTypes),
  );
  if (own[0]) return own[0];
  const main = stack
    .referred(subnet, "vpcId", ["aws:ec2/vpc:Vpc", "aws:ec2/defaultVpc:DefaultVpc"])
    .flatMap((vpc) => [
      ...naming(vpc, "vpcId", ["aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation"], stack).flatMap((association) =>
        stack.referred(association, "routeTableId", routeTableTypes),
      ),
      ...naming(vpc, "defaultRouteTableId", ["aws:ec2/defaultRouteTable:DefaultRouteTable"], stack),
      ...naming(vpc, "vpcId", ["aws:ec2/defaultRouteTable:DefaultRouteTable"], stack),
    ]);
  return main[0];
}

/** Whether the internet reaches what has a public address in a subnet. */
export function isPublic(subnet: Resource, stack: Stack): boolean {
  const table = tableOf(subnet, stack);
  return table !== undefined && internetRoutes(table, stack).some(({ way }) => way === "internet gateway");
}
