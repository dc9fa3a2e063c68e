import { regionNames } from "../../domain/defaults/regions.ts";
import type { End } from "../../domain/network/conversation.ts";
import type { Participant } from "../../domain/network/conversations.ts";
import { type Ends, endAt, type Scene } from "../../domain/network/expand.ts";
import type { Network } from "../../domain/network/network.ts";
import { isRecord } from "../../domain/values.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { UnknownValue } from "../model/values.ts";
import { loadBalancerTypes } from "./carriers.ts";
import { subnetTypes } from "./routes.ts";
import { groupTypes } from "./rules.ts";
import { endpointType, known, networkOf } from "./simulated-network.ts";

const subnetGroups = ["aws:rds/subnetGroup:SubnetGroup", "aws:elasticache/subnetGroup:SubnetGroup"];
const templateType = "aws:ec2/launchTemplate:LaunchTemplate";
const functionType = "aws:lambda/function:Function";

/** A VPC of ours with all who talk in it. */
export function sceneOf(vpc: Resource, stack: Stack): Scene {
  const network = networkOf(vpc, stack);
  const [endpoint] = stack.referring(vpc, "vpcId", [endpointType]);
  const region = regionNames.find((name) => name === (endpoint && known(endpoint, "serviceName").split(".")[2]));
  if (!region) throw new UnknownValue(vpc.name, "has no endpoint that tells its Region");
  const account = accountOf(stack);
  const releases = stack.ofType("aws:s3/bucket:Bucket").find(({ name }) => name === "releases");
  return {
    network,
    ends: endsOf(network, stack),
    region,
    stack: stack.name,
    ...(account && { account }),
    ...(releases && { releases: releases.urn }),
  };
}

/** The account that the provider is bound to. */
function accountOf(stack: Stack): string | undefined {
  const given: unknown = stack.ofType("pulumi:providers:aws")[0]?.properties.allowedAccountIds;
  const ids: unknown = typeof given === "string" && given.startsWith("[") ? JSON.parse(given) : given;
  return Array.isArray(ids) && typeof ids[0] === "string" ? ids[0] : undefined;
}

function endsOf(network: Network, stack: Stack): Ends {
  const found = new Map<Participant, readonly End[]>();
  const find: Readonly<Record<string, () => readonly End[]>> = {
    ...outsideAndEdge(network, stack),
    ...instances(network, stack),
    ...stores(network, stack),
  };
  return (who) => {
    const ends = found.get(who) ?? (who.startsWith("function ") ? functionEnds(who.slice(9), network, stack) : (find[who]?.() ?? []));
    found.set(who, ends);
    return ends;
  };
}

type Standing = readonly [groups: readonly Resource[], subnets: readonly Resource[]];

/** One interface in each subnet. */
const place = (network: Network, name: string, [groups, subnets]: Standing): End[] =>
  subnets.map((subnet) => {
    const ids = groups.map(({ urn }) => urn);
    return endAt(network, name, subnet.urn, ids);
  });

function outsideAndEdge(network: Network, stack: Stack) {
  const balancers = () =>
    stack
      .ofType(...loadBalancerTypes)
      .flatMap((one) => place(network, "load balancer", standing(one, "securityGroups", stack, "subnets")))
      .map((end) => ({ ...end, isPublic: true }));
  return {
    shopper: () => [{ name: "shopper", address: "203.0.113.7", isPublic: true }],
    "shopper by IPv6": () => [{ name: "shopper by IPv6", address: "2001:db8::7", isPublic: true }],
    "load balancer": balancers,
    "load balancer by IPv6": () => balancers().map((end) => ({ ...end, address: "2001:db8:ffff::10" })),
  };
}

function instances(network: Network, stack: Stack) {
  const groupsOf = (group: Resource) =>
    stack.referred(group, "launchTemplate", [templateType]).flatMap((one) => stack.referred(one, "networkInterfaces", groupTypes));
  return {
    nodes: () =>
      stack
        .ofType("aws:autoscaling/group:Group")
        .flatMap((group) => place(network, "nodes", [groupsOf(group), stack.referred(group, "vpcZoneIdentifiers", subnetTypes)])),
    builder: () => buildersOf(stack).flatMap((one) => place(network, "builder", standing(one, "networkInterfaces", stack))),
  };
}

function stores(network: Network, stack: Stack) {
  /** Ends of resources in a subnet group, in every subnet to which they can fail over. */
  const grouped = (name: string, all: readonly Resource[], groups: string, subnetGroup: string): End[] =>
    all.flatMap((one) =>
      namedBy(one, place(network, name, [stack.referred(one, groups, groupTypes), subnetsOfGroup(one, subnetGroup, stack)])),
    );
  const [database] = stack.ofType("aws:rds/instance:Instance");
  const caches = (name: string) => {
    const all = stack.ofType("aws:elasticache/replicationGroup:ReplicationGroup");
    return grouped(
      name,
      all.filter((cache) => (cache.name === "sessions") === (name === "sessions")),
      "securityGroupIds",
      "subnetGroupName",
    );
  };
  const selections = () => stack.ofType("aws:backup/restoreTestingSelection:RestoreTestingSelection");
  return {
    database: () => grouped("database", stack.ofType("aws:rds/instance:Instance"), "vpcSecurityGroupIds", "dbSubnetGroupName"),
    cache: () => caches("cache"),
    sessions: () => caches("sessions"),
    files: () =>
      stack
        .ofType("aws:efs/mountTarget:MountTarget")
        .flatMap((one) =>
          namedBy(
            stack.referred(one, "fileSystemId", ["aws:efs/fileSystem:FileSystem"])[0],
            place(network, "files", standing(one, "securityGroups", stack, "subnetId")),
          ),
        ),
    // Names of RDS end alike in all of an account's Region.
    restored: () =>
      selections().flatMap((one) => namedBy(database, place(network, "restored", restoredAs(one, "restoreMetadataOverrides", stack)))),
    copy: () => documentsOf(stack).flatMap((one) => namedBy(database, place(network, "copy", restoredAs(one, "content", stack)))),
  };
}

/** Ends that are looked up by the name that AWS gives a resource. */
const namedBy = (one: Resource | undefined, ends: readonly End[]): readonly End[] =>
  one ? ends.map((end) => ({ ...end, namedBy: one.urn })) : ends;

const standing = (one: Resource, groups: string, stack: Stack, subnets = groups): Standing => [
  stack.referred(one, groups, groupTypes),
  stack.referred(one, subnets, subnetTypes),
];

/** A database that does not exist yet, by what says how it will be made. */
const restoredAs = (one: Resource, property: string, stack: Stack): Standing => [
  stack.referred(one, property, groupTypes),
  subnetsOfGroup(one, property, stack),
];

const subnetsOfGroup = (one: Resource, property: string, stack: Stack): Resource[] =>
  stack.referred(one, property, subnetGroups).flatMap((group) => stack.referred(group, "subnetIds", subnetTypes));

/** Instances that are started by hand: their template is of no group of instances. */
const buildersOf = (stack: Stack): Resource[] =>
  stack
    .ofType(templateType)
    .filter((template) => stack.referring(template, "launchTemplate", ["aws:autoscaling/group:Group"]).length === 0);

const documentsOf = (stack: Stack): Resource[] =>
  stack.ofType("aws:ssm/document:Document").filter((document) => stack.referred(document, "content", subnetGroups).length > 0);

/** Functions that have interfaces in the VPC. */
export const functionsIn = (stack: Stack): Resource[] =>
  stack.ofType(functionType).filter((lambda) => isRecord(lambda.properties.vpcConfig) && lambda.has("vpcConfig"));

const functionEnds = (name: string, network: Network, stack: Stack): End[] =>
  functionsIn(stack)
    .filter((lambda) => lambda.name === name)
    .flatMap((lambda) => place(network, `function ${name}`, standing(lambda, "vpcConfig", stack)));
