import type { Resource, Stack } from "../model/stack.ts";
import { dataStores } from "./data-stores.ts";

/** Role of a resource with a security group; the internet may reach only the edge. */
export type Role = "edge" | "node" | "data" | "endpoint";

type Carrier = readonly [type: string, role: Role, groups: readonly string[], subnets: readonly string[]];

export const loadBalancerTypes = [
  "aws:lb/loadBalancer:LoadBalancer",
  "aws:alb/loadBalancer:LoadBalancer",
  "aws:applicationloadbalancing/loadBalancer:LoadBalancer",
  "aws:elasticloadbalancingv2/loadBalancer:LoadBalancer",
];

const carriers: readonly Carrier[] = [
  ...[...loadBalancerTypes, "aws:elb/loadBalancer:LoadBalancer", "aws:elasticloadbalancing/loadBalancer:LoadBalancer"].map(
    (type): Carrier => [type, "edge", ["securityGroups"], []],
  ),
  ["aws:ec2/instance:Instance", "node", ["vpcSecurityGroupIds", "securityGroups"], ["subnetId"]],
  ["aws:ec2/spotInstanceRequest:SpotInstanceRequest", "node", ["vpcSecurityGroupIds", "securityGroups"], ["subnetId"]],
  ["aws:ec2/launchTemplate:LaunchTemplate", "node", ["vpcSecurityGroupIds", "networkInterfaces", "securityGroupNames"], []],
  ["aws:ec2/launchConfiguration:LaunchConfiguration", "node", ["securityGroups"], []],
  ["aws:ec2/networkInterface:NetworkInterface", "node", ["securityGroups"], ["subnetId"]],
  ["aws:ec2/networkInterfaceSecurityGroupAttachment:NetworkInterfaceSecurityGroupAttachment", "node", ["securityGroupId"], []],
  ["aws:autoscaling/group:Group", "node", [], ["vpcZoneIdentifiers"]],
  ["aws:ecs/service:Service", "node", ["networkConfiguration"], ["networkConfiguration"]],
  ["aws:eks/cluster:Cluster", "node", ["vpcConfig"], ["vpcConfig"]],
  ["aws:eks/nodeGroup:NodeGroup", "node", ["remoteAccess"], ["subnetIds"]],
  ["aws:lambda/function:Function", "node", ["vpcConfig"], ["vpcConfig"]],
  ["aws:codebuild/project:Project", "node", ["vpcConfig"], ["vpcConfig"]],
  ["aws:synthetics/canary:Canary", "node", ["vpcConfig"], ["vpcConfig"]],
  ["aws:ec2/vpcEndpoint:VpcEndpoint", "endpoint", ["securityGroupIds"], ["subnetIds"]],
  ["aws:route53/resolverEndpoint:ResolverEndpoint", "endpoint", ["securityGroupIds"], ["ipAddresses"]],
  ["aws:apigatewayv2/vpcLink:VpcLink", "edge", ["securityGroupIds"], []],
  ...Object.entries(dataStores).map(([type, { groups, subnets }]): Carrier => [type, "data", [groups], subnets ? [subnets] : []]),
];

/** Something that has a security group. */
export interface Attachment {
  readonly role: Role;
  readonly resource: Resource;
}

/** Everything of the stack that has a group. */
export function carriersOf(group: Resource, stack: Stack): Attachment[] {
  return carriers.flatMap(([type, role, properties]) =>
    distinct(properties.flatMap((property) => naming(group, property, [type], stack))).map((resource) => ({ role, resource })),
  );
}

/** Nodes and data stores that are in a subnet; what stands for the edge may be in any. */
export function residentsOf(subnet: Resource, stack: Stack): Attachment[] {
  return carriers.flatMap(([type, role, , properties]) =>
    distinct([...properties.flatMap((property) => naming(subnet, property, [type], stack)), ...inSubnetGroups(type, subnet, stack)]).map(
      (resource) => ({ role, resource }),
    ),
  );
}

function inSubnetGroups(type: string, subnet: Resource, stack: Stack): Resource[] {
  const [property, groupType] = dataStores[type]?.subnetGroup ?? [];
  if (!property || !groupType) return [];
  return stack.referring(subnet, "subnetIds", [groupType]).flatMap((group) => naming(group, property, [type], stack));
}

const distinct = (resources: readonly Resource[]): Resource[] => [...new Set(resources)];

/** The resources of some types whose `property` is set and names `target`: a dependency that was left behind does not count. */
export const naming = (target: Resource, property: string, types: readonly string[], stack: Stack): Resource[] =>
  stack.referring(target, property, types).filter((resource) => resource.has(property));
