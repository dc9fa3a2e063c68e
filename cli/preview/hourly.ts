import { isRecord } from "../../domain/values.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { Properties } from "../offline/wire.ts";

/** Something that AWS bills by the hour whether or not it is used. */
export interface HourlyLine {
  /** What is billed, in the singular: `NAT gateway`. */
  readonly what: string;
  /** Instance class or node type; empty where there is none. */
  readonly size: string;
  /** How many; null when only AWS knows. */
  readonly count: number | null;
}

/** What of one resource is billed by the hour. */
interface Rule {
  readonly what: string;
  /** How many units; null when only AWS knows, 0 for none. */
  readonly count: (inputs: Properties) => number | null;
  /** The property with the size, where there is one. */
  readonly size?: string;
}

const one = () => 1;

/** By type, without prices: those depend on region, size and agreement. What is billed by the month or by use is not here. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
  "aws:autoscaling/group:Group": [{ what: "EC2 instance", count: (group) => numberOf(group.desiredCapacity) ?? numberOf(group.minSize) }],
  "aws:ec2/eip:Eip": [{ what: "public IPv4 address", count: one }],
  "aws:ec2/instance:Instance": [{ what: "EC2 instance", count: one, size: "instanceType" }],
  "aws:ec2/natGateway:NatGateway": [{ what: "NAT gateway", count: one }],
  "aws:ec2/vpcEndpoint:VpcEndpoint": [
    {
      what: "interface endpoint in a zone",
      count: (endpoint) => (endpoint.vpcEndpointType === "Interface" ? lengthOf(endpoint.subnetIds) : 0),
    },
  ],
  "aws:ec2/vpnConnection:VpnConnection": [{ what: "VPN connection", count: one }],
  "aws:ec2transitgateway/vpcAttachment:VpcAttachment": [{ what: "transit gateway attachment", count: one }],
  "aws:elasticache/cluster:Cluster": [
    {
      what: "cache node",
      count: (cluster) => (cluster.replicationGroupId === undefined ? (numberOf(cluster.numCacheNodes) ?? 1) : 0),
      size: "nodeType",
    },
  ],
  "aws:elasticache/replicationGroup:ReplicationGroup": [{ what: "cache node", count: cacheNodes, size: "nodeType" }],
  "aws:elasticache/serverlessCache:ServerlessCache": [{ what: "serverless cache", count: one }],
  "aws:globalaccelerator/accelerator:Accelerator": [{ what: "accelerator", count: one }],
  "aws:lb/loadBalancer:LoadBalancer": [
    { what: "load balancer", count: one },
    {
      what: "public IPv4 address",
      count: (balancer) => (balancer.internal === true ? 0 : lengthOf(balancer.subnets ?? balancer.subnetMappings)),
    },
  ],
  "aws:networkfirewall/firewall:Firewall": [{ what: "Network Firewall endpoint", count: (firewall) => lengthOf(firewall.subnetMappings) }],
  "aws:rds/clusterInstance:ClusterInstance": [{ what: "database instance", count: one, size: "instanceClass" }],
  "aws:rds/instance:Instance": [
    { what: "database instance", count: (instance) => (instance.multiAz === true ? 2 : 1), size: "instanceClass" },
  ],
  "aws:rds/proxy:Proxy": [{ what: "database proxy", count: one }],
  "aws:route53/resolverEndpoint:ResolverEndpoint": [{ what: "resolver address", count: (endpoint) => lengthOf(endpoint.ipAddresses) }],
};

/** What of `resources` costs money by the hour, alike things counted together, in the order of the alphabet. */
export function hourlyCosts(resources: readonly GraphResource[]): HourlyLine[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const lines = resources.flatMap((resource) => linesOf(resource, byUrn));
  const merged = new Map<string, HourlyLine>();
  for (const line of lines) {
    const key = `${line.what} ${line.size} ${line.count === null}`;
    const count = merged.get(key)?.count ?? 0;
    merged.set(key, { ...line, count: line.count === null ? null : count + line.count });
  }
  return [...merged.values()].sort((a, b) => (`${a.what} ${a.size}` < `${b.what} ${b.size}` ? -1 : 1));
}

function linesOf(resource: GraphResource, byUrn: ReadonlyMap<string, GraphResource>): HourlyLine[] {
  const inputs = resource.inputs ?? {};
  return (rules[resource.type] ?? [])
    .map(({ what, count, size }) => ({
      what,
      count: count(inputs),
      size: size === undefined ? instanceType(resource, byUrn) : textOf(inputs[size]),
    }))
    .filter(({ count }) => count !== 0);
}

/** An auto scaling group's instance type is in the launch template that it depends on. */
function instanceType(resource: GraphResource, byUrn: ReadonlyMap<string, GraphResource>): string {
  if (resource.type !== "aws:autoscaling/group:Group") return "";
  const templates = (resource.dependencies ?? [])
    .map((urn) => byUrn.get(urn))
    .filter((r) => r?.type === "aws:ec2/launchTemplate:LaunchTemplate");
  return templates.map((template) => textOf(template?.inputs?.instanceType)).find((type) => type !== "") ?? "";
}

function cacheNodes(group: Properties): number | null {
  const clusters = numberOf(group.numCacheClusters);
  if (clusters !== null) return clusters;
  const replicas = numberOf(group.replicasPerNodeGroup) ?? 0;
  return (numberOf(group.numNodeGroups) ?? 1) * (1 + replicas);
}

function lengthOf(value: unknown): number | null {
  if (isRecord(value)) return 1;
  return Array.isArray(value) ? value.length : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
