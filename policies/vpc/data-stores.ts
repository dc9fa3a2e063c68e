import type { Resource } from "../model/stack.ts";

/** Network properties of a kind of data store. */
interface DataStore {
  /** Property that names its security groups. */
  readonly groups: string;
  /** Property that names its subnets. */
  readonly subnets?: string;
  /** Property that names its subnet group, and the group's type. */
  readonly subnetGroup?: readonly [property: string, type: string];
  /** Its default port; undefined if it has none. */
  readonly port: number | undefined;
  /** Property of which a store takes its groups and subnets from another one. */
  readonly follows?: string;
}

const database = { groups: "vpcSecurityGroupIds", subnetGroup: ["dbSubnetGroupName", "aws:rds/subnetGroup:SubnetGroup"] } as const;
const cache = { groups: "securityGroupIds", subnetGroup: ["subnetGroupName", "aws:elasticache/subnetGroup:SubnetGroup"] } as const;

/** Data stores, by type. */
export const dataStores: Readonly<Record<string, DataStore>> = {
  "aws:rds/instance:Instance": { ...database, port: undefined, follows: "replicateSourceDb" },
  "aws:rds/cluster:Cluster": { ...database, port: undefined, follows: "replicationSourceIdentifier" },
  "aws:rds/proxy:Proxy": { groups: "vpcSecurityGroupIds", subnets: "vpcSubnetIds", port: undefined },
  "aws:docdb/cluster:Cluster": { ...database, subnetGroup: ["dbSubnetGroupName", "aws:docdb/subnetGroup:SubnetGroup"], port: 27017 },
  "aws:neptune/cluster:Cluster": {
    ...database,
    subnetGroup: ["neptuneSubnetGroupName", "aws:neptune/subnetGroup:SubnetGroup"],
    port: 8182,
  },
  "aws:redshift/cluster:Cluster": {
    ...database,
    subnetGroup: ["clusterSubnetGroupName", "aws:redshift/subnetGroup:SubnetGroup"],
    port: 5439,
  },
  "aws:elasticache/replicationGroup:ReplicationGroup": { ...cache, port: 6379, follows: "globalReplicationGroupId" },
  "aws:elasticache/cluster:Cluster": { ...cache, port: undefined, follows: "replicationGroupId" },
  "aws:elasticache/serverlessCache:ServerlessCache": { groups: "securityGroupIds", subnets: "subnetIds", port: undefined },
  "aws:memorydb/cluster:Cluster": { ...cache, subnetGroup: ["subnetGroupName", "aws:memorydb/subnetGroup:SubnetGroup"], port: 6379 },
  "aws:efs/mountTarget:MountTarget": { groups: "securityGroups", subnets: "subnetId", port: 2049 },
  "aws:fsx/lustreFileSystem:LustreFileSystem": { groups: "securityGroupIds", subnets: "subnetIds", port: undefined },
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": { groups: "securityGroupIds", subnets: "subnetIds", port: undefined },
  "aws:opensearch/domain:Domain": { groups: "vpcOptions", subnets: "vpcOptions", port: 443 },
  "aws:elasticsearch/domain:Domain": { groups: "vpcOptions", subnets: "vpcOptions", port: 443 },
  "aws:mq/broker:Broker": { groups: "securityGroups", subnets: "subnetIds", port: undefined },
};

/** Types of data store. */
export const dataStoreTypes = Object.keys(dataStores);

/** A proxy stands before databases: what reaches it is the application tier, what it reaches is data. */
export const isProxy = (resource: Resource): boolean => resource.type === "aws:rds/proxy:Proxy";

/** The port that a store listens on; undefined where that cannot be told. */
export function portOf(store: Resource): number | undefined {
  const engine = store.has("engine") ? (store.text("engine") ?? "") : "";
  const ofEngine = /mysql|mariadb/.test(engine)
    ? 3306
    : /postgres/.test(engine)
      ? 5432
      : /^(redis|valkey)$/.test(engine)
        ? 6379
        : undefined;
  return store.number("port") ?? (engine === "memcached" ? 11211 : ofEngine) ?? dataStores[store.type]?.port;
}
