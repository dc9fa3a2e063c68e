import type { Resource } from "../model/stack.ts";

export const replicationGroup = "aws:elasticache/replicationGroup:ReplicationGroup";
/** Memcached, or one node of Redis alone, or a member of a replication group. */
export const cluster = "aws:elasticache/cluster:Cluster";
export const serverless = "aws:elasticache/serverlessCache:ServerlessCache";
export const parameterGroup = "aws:elasticache/parameterGroup:ParameterGroup";
export const subnetGroup = "aws:elasticache/subnetGroup:SubnetGroup";

/** Whether what holds for a cluster is decided by its replication group. */
export const isMember = (cache: Resource): boolean => cache.type === cluster && cache.has("replicationGroupId");

export const isMemcached = (cache: Resource): boolean => cache.text("engine")?.toLowerCase() === "memcached";
