import type { AclRule } from "../../components/network/acls.ts";
import { inBlock } from "../components/network/packets.ts";
import type { GraphResource } from "../support/offline.ts";
import { nameOf, ofType, typeOf } from "./graphs.ts";

/** A subnet with what guards it and where it leads. */
export interface Subnet {
  readonly urn: string;
  readonly name: string;
  readonly cidr: string;
  readonly acl: readonly AclRule[];
  readonly ways: readonly Way[];
}

/** A route: to the internet gateway, a NAT gateway (then its subnet's URN), or a firewall (then its endpoint's subnet's URN). */
export interface Way {
  readonly destination: string;
  readonly to: "internet" | "nat" | "firewall" | "unknown";
  readonly next: string | undefined;
}

/** Something with network interfaces. */
export interface Place {
  readonly name: string;
  /** URNs of its security groups. */
  readonly groups: readonly string[];
  readonly subnets: readonly Subnet[];
}

/** A rule of a security group; `other` is the other end's group by URN, a block, or `prefix-list`. */
export interface GroupRule {
  readonly direction: "ingress" | "egress";
  readonly group: string;
  readonly ports: readonly [number, number];
  readonly other: string;
}

/** A stack's network, read from its graph alone: who is where, and all that lets packets through. */
export interface VpcModel {
  readonly subnets: readonly Subnet[];
  readonly places: readonly Place[];
  readonly rules: readonly GroupRule[];
}

/** Reads the model; throws for anything whose meaning it does not know. */
export function readVpc(graph: readonly GraphResource[]): VpcModel {
  const subnets = ofType(graph, "aws:ec2/subnet:Subnet").map((resource) => readSubnet(graph, resource));
  const inSubnets = (urns: readonly string[]) => subnets.filter(({ urn }) => urns.includes(urn));
  const place = (name: string, groups: readonly string[], urns: readonly string[]): Place => {
    if (groups.length === 0 || urns.length === 0) throw new Error(`${name}: has no group or no subnet`);
    return { name, groups, subnets: inSubnets(urns) };
  };
  const simple = (type: string, name: string, groupsIn: string, subnetsIn: string) => {
    const all = ofType(graph, type).filter((resource) => resource.propertyDependencies?.[groupsIn]?.length);
    return place(
      name,
      all.flatMap((resource) => uses(resource, groupsIn)),
      all.flatMap((resource) => uses(resource, subnetsIn)),
    );
  };
  /** For what lives in a subnet group. */
  const grouped = (type: string, groupsIn: string, groupIn: string) =>
    ofType(graph, type).map((resource) => {
      const [group] = uses(resource, groupIn).map((urn) => graph.find((candidate) => candidate.urn === urn));
      return place(nameOf(resource), uses(resource, groupsIn), group ? uses(group, "subnetIds") : []);
    });
  /** For a database that AWS Backup restores for a test: it is in no graph, but what it gets is. */
  const restored = ofType(graph, "aws:backup/restoreTestingSelection:RestoreTestingSelection").flatMap((selection) => {
    const parts = uses(selection, "restoreMetadataOverrides");
    const groups = parts.filter(isGroup);
    const subnetGroup = graph.find(({ urn, type }) => parts.includes(urn) && type === "aws:rds/subnetGroup:SubnetGroup");
    return subnetGroup ? [place("restored", groups, uses(subnetGroup, "subnetIds"))] : [];
  });
  const templates = ofType(graph, "aws:ec2/launchTemplate:LaunchTemplate");
  const scaled = ofType(graph, "aws:autoscaling/group:Group");
  const ofNodes = (template: GraphResource) => scaled.some((group) => uses(group, "launchTemplate").includes(template.urn));
  /** For a builder of releases, started by hand, and the copy of the database that its document makes: neither is in a graph. */
  const built = ofType(graph, "aws:ssm/document:Document").flatMap((document) => {
    // What promotes a release copies to the same place.
    const parts = nameOf(document) === "build-release" ? uses(document, "content") : [];
    const subnetGroup = graph.find(({ urn, type }) => parts.includes(urn) && type === "aws:rds/subnetGroup:SubnetGroup");
    return subnetGroup ? [place("copy", parts.filter(isGroup), uses(subnetGroup, "subnetIds"))] : [];
  });
  return {
    subnets,
    places: [
      simple("aws:lb/loadBalancer:LoadBalancer", "edge", "securityGroups", "subnets"),
      place(
        "nodes",
        templates.filter(ofNodes).flatMap((template) => uses(template, "networkInterfaces")),
        scaled.flatMap((group) => uses(group, "vpcZoneIdentifiers")),
      ),
      ...templates
        .filter((template) => !ofNodes(template))
        .map((template) => {
          const parts = uses(template, "networkInterfaces");
          return place(nameOf(template), parts.filter(isGroup), parts);
        }),
      ...built,
      ...grouped("aws:rds/instance:Instance", "vpcSecurityGroupIds", "dbSubnetGroupName"),
      ...grouped("aws:elasticache/replicationGroup:ReplicationGroup", "securityGroupIds", "subnetGroupName"),
      simple("aws:efs/mountTarget:MountTarget", "files", "securityGroups", "subnetId"),
      simple("aws:ec2/vpcEndpoint:VpcEndpoint", "endpoints", "securityGroupIds", "subnetIds"),
      ...ofType(graph, "aws:lambda/function:Function")
        .filter((lambda) => uses(lambda, "vpcConfig").length > 0)
        .map((lambda) => {
          const parts = uses(lambda, "vpcConfig");
          const groups = parts.filter(isGroup);
          return place(nameOf(lambda), groups, parts);
        }),
      ...restored,
    ],
    rules: (["ingress", "egress"] as const).flatMap((direction) => readRules(graph, direction)),
  };
}

/** The URNs that an input is made of. */
export function uses(resource: GraphResource, input: string): readonly string[] {
  return resource.propertyDependencies?.[input] ?? [];
}

const isGroup = (urn: string): boolean => typeOf(urn) === "aws:ec2/securityGroup:SecurityGroup";

function readSubnet(graph: readonly GraphResource[], resource: GraphResource): Subnet {
  const { urn, inputs = {} } = resource;
  const acls = ofType(graph, "aws:ec2/networkAcl:NetworkAcl").filter((acl) => uses(acl, "subnetIds").includes(urn));
  const tables = ofType(graph, "aws:ec2/routeTableAssociation:RouteTableAssociation").filter((a) => uses(a, "subnetId").includes(urn));
  const [acl] = acls;
  const [table] = tables.flatMap((association) => uses(association, "routeTableId"));
  if (!acl || acls.length > 1 || !table || tables.length > 1) throw new Error(`${urn}: has not exactly one ACL and one route table`);
  const routes = ofType(graph, "aws:ec2/route:Route").filter((route) => uses(route, "routeTableId").includes(table));
  return {
    urn,
    name: nameOf(resource),
    cidr: String(inputs.cidrBlock),
    acl: [...readAcl(acl, "ingress"), ...readAcl(acl, "egress")],
    ways: routes.map((route) => readWay(graph, route)),
  };
}

function readWay(graph: readonly GraphResource[], route: GraphResource): Way {
  const { destinationCidrBlock, destinationIpv6CidrBlock } = route.inputs ?? {};
  const destination = String(destinationCidrBlock ?? destinationIpv6CidrBlock);
  if (uses(route, "gatewayId").some((urn) => typeOf(urn) === "aws:ec2/internetGateway:InternetGateway"))
    return { destination, to: "internet", next: undefined };
  const [nat] = uses(route, "natGatewayId");
  const natSubnet = graph.filter(({ urn }) => urn === nat).flatMap((resource) => uses(resource, "subnetId"))[0];
  if (nat) return { destination, to: "nat", next: natSubnet };
  const endpoint = uses(route, "vpcEndpointId");
  const isFirewall = endpoint.some((urn) => typeOf(urn) === "aws:networkfirewall/firewall:Firewall");
  const next = endpoint.find((urn) => typeOf(urn) === "aws:ec2/subnet:Subnet");
  return { destination, to: isFirewall ? "firewall" : "unknown", next };
}

function readAcl(acl: GraphResource, direction: AclRule["direction"]): AclRule[] {
  const entries: unknown = acl.inputs?.[direction];
  if (!Array.isArray(entries)) throw new Error(`${acl.urn}: ${direction} is no list`);
  return entries.map(({ action, protocol, fromPort, toPort, cidrBlock, ipv6CidrBlock }) => {
    if (action !== "allow") throw new Error(`${acl.urn}: an entry that does not allow`);
    const icmp = protocol === "1" || protocol === "58";
    if (!icmp && protocol !== "6") throw new Error(`${acl.urn}: protocol ${protocol}`);
    return { direction, ports: icmp ? "path-mtu" : [Number(fromPort), Number(toPort)], cidr: String(cidrBlock ?? ipv6CidrBlock) };
  });
}

function readRules(graph: readonly GraphResource[], direction: GroupRule["direction"]): GroupRule[] {
  const noun = direction === "ingress" ? "SecurityGroupIngressRule" : "SecurityGroupEgressRule";
  return ofType(graph, `aws:vpc/s${noun.slice(1)}:${noun}`).map((rule) => {
    const { ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId } = rule.inputs ?? {};
    const [group = ""] = uses(rule, "securityGroupId");
    const [peer] = uses(rule, "referencedSecurityGroupId");
    if (ipProtocol !== "tcp") throw new Error(`${rule.urn}: protocol ${ipProtocol}`);
    const other = peer ?? String(cidrIpv4 ?? cidrIpv6 ?? (prefixListId && "prefix-list"));
    return { direction, group, ports: [Number(fromPort), Number(toPort)], other };
  });
}

/** Whether a rule of one of `groups` lets an end with these groups, or with this address, be the other one. */
export function groupsAllow(
  { rules }: VpcModel,
  direction: GroupRule["direction"],
  groups: readonly string[],
  other: { readonly groups?: readonly string[]; readonly addresses: readonly string[]; readonly port: number },
): boolean {
  return rules.some((rule) => {
    if (rule.direction !== direction || !groups.includes(rule.group)) return false;
    if (other.port < rule.ports[0] || other.port > rule.ports[1]) return false;
    if (rule.other.startsWith("urn:")) return other.groups?.includes(rule.other) ?? false;
    return rule.other.includes("/") && other.addresses.some((address) => inBlock(address, rule.other));
  });
}

/** Every port at which a rule of the model begins or ends, and its neighbours: between them nothing changes. */
export function interestingPorts({ rules, subnets }: VpcModel): number[] {
  const edges = [
    ...rules.flatMap(({ ports }) => ports),
    ...subnets.flatMap(({ acl }) => acl).flatMap(({ ports }) => (ports === "path-mtu" ? [] : ports)),
    22,
    3389,
  ];
  const around = edges.flatMap((port) => [port - 1, port, port + 1]).filter((port) => port > 0 && port < 65536);
  return [...new Set(around)].sort((a, b) => a - b);
}
