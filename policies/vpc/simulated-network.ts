import ipaddr from "ipaddr.js";
import { isUnknown } from "../../domain/graph-values.ts";
import type { AclEntry, Direction, Endpoint, GroupRule, Network, Route, Subnet, Target } from "../../domain/network/network.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { UnknownValue } from "../model/values.ts";
import { aclOf, entriesOf } from "./acls.ts";
import { naming } from "./carriers.ts";
import { subnetTypes, tableOf } from "./routes.ts";
import { groupTypes, type Rule, rulesIn, ruleTypes, showPorts } from "./rules.ts";
import { nameRulesOf, packetRulesOf } from "./simulated-names.ts";

export const endpointType = "aws:ec2/vpcEndpoint:VpcEndpoint";

/**
 * A VPC as the simulator takes it.
 * @throws UnknownValue where a part that decides is another stack's, or known only after apply: then nothing can be said
 */
export function networkOf(vpc: Resource, stack: Stack): Network {
  const endpoints = naming(vpc, "vpcId", [endpointType], stack).map((endpoint) => endpointOf(endpoint, stack));
  const groups = naming(vpc, "vpcId", groupTypes, stack);
  const [names, packets] = [nameRulesOf(vpc, stack), packetRulesOf(vpc, stack)];
  return {
    ...bordersOf(vpc, stack),
    rules: groups.flatMap((group) => declaredRules(group, stack).flatMap((rule) => groupRules(group, rule, stack))),
    endpoints,
    ...(names && { names }),
    ...(packets && { packets }),
  };
}

/** A VPC's subnets with their ACLs and routes alone. */
export function bordersOf(vpc: Resource, stack: Stack): Network {
  const acls = new Map<Resource, Acl>();
  const subnets = naming(vpc, "vpcId", subnetTypes, stack).map((subnet) => subnetOf(subnet, acls, stack));
  return { cidr: block(vpc, known(vpc, "cidrBlock")), subnets, rules: [], endpoints: [] };
}

/** A text that must be known. */
export function known(resource: Resource, path: string): string {
  const value = resource.text(path);
  if (value === undefined) throw new UnknownValue(`${resource.name}: ${path}`, "is not set");
  return value;
}

function subnetOf(subnet: Resource, acls: Map<Resource, Acl>, stack: Stack): Subnet {
  const guard = aclOf(subnet, stack);
  const acl = guard ? (acls.get(guard) ?? readAcl(guard, stack)) : defaultAcl;
  if (guard) acls.set(guard, acl);
  const table = tableOf(subnet, stack);
  return {
    id: subnet.urn,
    name: subnet.name,
    cidr: block(subnet, known(subnet, "cidrBlock")),
    acl,
    routes: table ? [...routesOf(table, stack), ...gatewaysOf(table, stack)] : unknownRoutes,
  };
}

type Acl = Subnet["acl"];

function readAcl(acl: Resource, stack: Stack): Acl {
  const entries = (direction: Direction): AclEntry[] =>
    entriesOf(acl, direction, stack).flatMap(({ number, isDeny, protocol: given, from, to, cidr, icmp }) => {
      const protocol = protocolOf(given);
      const isIcmp = protocol === "icmp" || protocol === "icmpv6";
      if (!protocol || (isIcmp && !isTooBig(protocol, icmp))) return [];
      return [
        {
          id: `${acl.name} ${direction} ${number}: ${showPorts({ protocol, from, to })} ${cidr}`,
          direction,
          allows: !isDeny,
          protocol,
          ports: isIcmp ? [0, 65535] : [from, to],
          cidr: block(acl, cidr),
        },
      ];
    });
  return { name: acl.name, entries: [...entries("ingress"), ...entries("egress")] };
}

/** Whether an entry is about "fragmentation needed" or "packet too big": of ICMP nothing else is simulated. */
function isTooBig(protocol: "icmp" | "icmpv6", [type, code]: readonly [number, number]): boolean {
  const [wanted, detail] = protocol === "icmp" ? [3, 4] : [2, 0];
  return type === -1 || (type === wanted && (code === -1 || code === detail));
}

function block(of: Resource, cidr: string): string {
  if (!ipaddr.isValidCIDR(cidr)) throw new UnknownValue(of.name, `has ${cidr || "nothing"} for a block`);
  return cidr;
}

/** The ACL that AWS gives a VPC. */
const defaultAcl: Acl = {
  name: "of the VPC",
  entries: (["ingress", "egress"] as const).flatMap((direction) =>
    ["0.0.0.0/0", "::/0"].map((cidr) => ({ id: `default ${direction}`, direction, allows: true, protocol: "-1", ports: [0, 65535], cidr })),
  ),
};

/** Other protocols let nothing through that is simulated. */
const protocolOf = (protocol: string): AclEntry["protocol"] | undefined =>
  (["tcp", "udp", "icmp", "icmpv6", "-1"] as const).find((one) => one === protocol);

const unknownRoutes: readonly Route[] = ["0.0.0.0/0", "::/0"].map((cidr) => ({
  id: `unknown ${cidr}`,
  destination: { cidr },
  target: { to: "unknown" },
}));

/**
 * A table's own routes. Where they are resources of their own, AWS tells them once more in the table's outputs; those that are written
 * in the table itself are not read.
 */
function routesOf(table: Resource, stack: Stack): readonly Route[] {
  const separate = naming(table, "routeTableId", ["aws:ec2/route:Route"], stack);
  if (separate.length === 0 && table.has("routes")) return unknownRoutes;
  return separate.flatMap((route) => {
    const cidr = route.text("destinationCidrBlock") || route.text("destinationIpv6CidrBlock");
    const target = targetOf(route, stack);
    return cidr ? [{ id: route.name, destination: { cidr: block(route, cidr) }, target }] : unknownRoutes;
  });
}

/** The routes that gateway endpoints put into a table. */
const gatewaysOf = (table: Resource, stack: Stack): Route[] =>
  stack.referring(table, "routeTableIds", [endpointType]).map((endpoint) => ({
    id: `${endpoint.name} of ${table.name}`,
    destination: { prefixList: serviceOf(endpoint) },
    target: { to: "endpoint", endpoint: endpoint.name },
  }));

function targetOf(route: Resource, stack: Stack): Target {
  const [gateway] = stack.referred(route, "gatewayId", ["aws:ec2/internetGateway:InternetGateway"]);
  if (gateway) return { to: "internet" };
  if (route.has("egressOnlyGatewayId")) return { to: "egress-only gateway" };
  const [nat] = stack.referred(route, "natGatewayId", ["aws:ec2/natGateway:NatGateway"]);
  const [behindNat] = nat ? stack.referred(nat, "subnetId", subnetTypes) : [];
  if (behindNat) return { to: "NAT", subnet: behindNat.urn };
  const [firewall] = stack.referred(route, "vpcEndpointId", ["aws:networkfirewall/firewall:Firewall"]);
  const [inspected] = firewall ? stack.referred(route, "vpcEndpointId", subnetTypes) : [];
  return inspected ? { to: "firewall", subnet: inspected.urn } : { to: "unknown" };
}

function endpointOf(endpoint: Resource, stack: Stack): Endpoint {
  return {
    id: endpoint.name,
    service: serviceOf(endpoint),
    kind: endpoint.text("vpcEndpointType") === "Interface" ? "Interface" : "Gateway",
    subnets: stack.referred(endpoint, "subnetIds", subnetTypes).map(({ urn }) => urn),
    groups: stack.referred(endpoint, "securityGroupIds", groupTypes).map(({ urn }) => urn),
    privateDns: endpoint.isTrue("privateDnsEnabled"),
    policy: endpoint.get("policy"),
  };
}

/** `s3` of `com.amazonaws.eu-central-1.s3`. */
const serviceOf = (endpoint: Resource): string => known(endpoint, "serviceName").split(".").slice(3).join(".");

/** A group's rules: where they are resources of their own, AWS tells them once more in the group's outputs. */
function declaredRules(group: Resource, stack: Stack): Rule[] {
  const separate = stack.referring(group, "securityGroupId", ruleTypes).flatMap((rule) => rulesIn(rule, stack));
  return separate.length > 0 ? separate : rulesIn(group, stack);
}

/** One of a graph's rules about each other end that it names. */
function groupRules(group: Resource, rule: Rule, stack: Stack): GroupRule[] {
  if (rule.namesOtherStack) throw new UnknownValue(rule.source.name, "names a group of another stack");
  const protocol = protocolOf(rule.protocol);
  if (!protocol) return [];
  const common = {
    id: `${rule.source.name} ${rule.direction}`,
    group: group.urn,
    direction: rule.direction,
    protocol,
    ports: [rule.from, rule.to] as const,
  };
  const lists = rule.hasPrefixList ? prefixListsOf(rule.source, stack) : [];
  return [
    ...rule.cidrs().map((cidr): GroupRule => ({ ...common, other: { cidr: block(rule.source, cidr) } })),
    ...rule.peers.map((peer): GroupRule => ({ ...common, other: { group: peer.urn } })),
    ...(rule.isSelf ? [{ ...common, other: { group: group.urn } }] : []),
    ...lists.map((prefixList): GroupRule => ({ ...common, other: { prefixList } })),
  ];
}

/** The services whose lists a rule names; a list is made of the endpoint that leads there. */
function prefixListsOf(source: Resource, stack: Stack): string[] {
  const id = source.properties.prefixListId;
  const endpoints = stack
    .ofType(endpointType)
    .filter(
      (endpoint) =>
        source.propertyDependencies.prefixListId?.includes(endpoint.urn) ||
        (typeof id === "string" && !isUnknown(id) && endpoint.properties.prefixListId === id),
    );
  if (endpoints.length === 0) throw new UnknownValue(source.name, "names a prefix list of another stack");
  return endpoints.map(serviceOf);
}
