import type { Resource, Stack } from "../model/stack.ts";

export const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";
/** Memcached, or one node of Redis alone, or a member of a replication group. */
export const cluster = "aws:elasticache/cluster:Cluster";
export const serverless = "aws:elasticache/serverlessCache:ServerlessCache";
export const parameterGroup = "aws:elasticache/parameterGroup:ParameterGroup";
export const subnetGroup = "aws:elasticache/subnetGroup:SubnetGroup";

/** Whether what holds for a cluster is decided by its replication group. */
export const isMember = (cache: Resource): boolean => cache.type === cluster && cache.has("replicationGroupId");

export const isMemcached = (cache: Resource): boolean => cache.text("engine")?.toLowerCase() === "memcached";

/** Whether a parameter group says in so many words that entries may go. */
export function evicts(cache: Resource, stack: Stack): boolean {
  return stack
    .referred(cache, "parameterGroupName", [parameterGroup])
    .some((group) =>
      group
        .list("parameters")
        .some(
          (_, i) =>
            group.text(`parameters.${i}.name`) === "maxmemory-policy" &&
            /^(allkeys|volatile)-/.test(group.text(`parameters.${i}.value`) ?? ""),
        ),
    );
}
