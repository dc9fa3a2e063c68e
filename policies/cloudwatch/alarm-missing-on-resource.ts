import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { isWatched } from "./types.ts";

export const cloudwatchAlarmMissingOnResource: Policy = {
  name: "aws-cloudwatch-alarm-missing-on-resource",
  description: "Each resource that a store depends on has an alarm: load balancer, nodes, database, cache, files, NAT gateways.",
  severity: "medium",
  controls: ["CW-03"],
  remediation: "Add a MetricAlarm with the resource in its dimensions.",
  url: "https://docs.aws.amazon.com/config/latest/developerguide/cloudwatch-alarm-resource-check.html",
  types: [
    "aws:lb/loadBalancer:LoadBalancer",
    "aws:alb/loadBalancer:LoadBalancer",
    "aws:autoscaling/group:Group",
    "aws:rds/instance:Instance",
    "aws:rds/cluster:Cluster",
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:efs/fileSystem:FileSystem",
    "aws:ec2/natGateway:NatGateway",
  ],
  check: (resource, stack) => {
    if (isWatched(resource, stack)) return [];
    // In an export an alarm names a balancer by the end of its ARN, and a cache by its members.
    const names = known(resource);
    const byName = stack
      .ofType("aws:cloudwatch/metricAlarm:MetricAlarm")
      .some(({ properties }) =>
        names.some((name) => JSON.stringify([properties.dimensions, properties.metricQueries]).includes(`"${name}"`)),
      );
    return byName ? [] : ["no alarm watches it; add a MetricAlarm"];
  },
};

const known = ({ properties }: Resource): string[] =>
  [
    properties.arnSuffix,
    properties.identifier,
    properties.clusterIdentifier,
    ...(Array.isArray(properties.memberClusters) ? properties.memberClusters : []),
  ].filter((name): name is string => typeof name === "string" && name !== "");
