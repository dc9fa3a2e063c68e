import { publicSubnets } from "../model/network.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { show } from "../model/values.ts";
import { cluster, isMember, replicationGroup, serverless, subnetGroup } from "./types.ts";

export const elasticacheReplicationgroupConfigureSubnetGroup: Policy = {
  name: "aws-elasticache-replicationgroup-configure-subnet-group",
  description: "A cache is in named private subnets, not in those of the default VPC.",
  severity: "high",
  controls: ["ELC-06"],
  remediation: "Set subnetGroupName to a group of private subnets.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-7",
  types: [replicationGroup, cluster, serverless, subnetGroup],
  check: (resource, stack) => {
    if (isMember(resource)) return undefined;
    return resource.type === subnetGroup ? publicSubnets(resource, stack) : demandOwn(resource);
  },
};

function demandOwn(cache: Resource): string[] {
  const property = cache.type === serverless ? "subnetIds" : "subnetGroupName";
  const value = cache.properties[property];
  return cache.has(property) && value !== "default" ? [] : [`${property} is ${show(value)}; set private subnets of your own`];
}
