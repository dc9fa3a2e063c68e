import type { Resource, Stack } from "../model/stack.ts";

export const instance = "aws:rds/instance:Instance";
export const cluster = "aws:rds/cluster:Cluster";
export const clusterInstance = "aws:rds/clusterInstance:ClusterInstance";
export const snapshotTypes = [
  "snapshot:Snapshot",
  "snapshotCopy:SnapshotCopy",
  "clusterSnapshot:ClusterSnapshot",
  "clusterSnapshotCopy:ClusterSnapshotCopy",
].map((type) => `aws:rds/${type}`);
export const parameterGroups = ["aws:rds/parameterGroup:ParameterGroup", "aws:rds/clusterParameterGroup:ClusterParameterGroup"];

/** Whether a database takes data, key, user and backups from another one. */
export const isReplica = (database: Resource): boolean =>
  database.has("replicateSourceDb") || database.has("replicationSourceIdentifier") || database.has("globalClusterIdentifier");

/** Whether a database begins as a copy of something that was backed up. */
export const isRestored = (database: Resource): boolean =>
  database.has("snapshotIdentifier") || database.has("restoreToPointInTime") || database.has("s3Import");

/** The cluster of an instance, where it is in the stack. */
export const clusterOf = (member: Resource, stack: Stack): Resource | undefined =>
  member.type === clusterInstance ? stack.referred(member, "clusterIdentifier", [cluster])[0] : undefined;

/** The instances of a cluster. */
export const membersOf = (whole: Resource, stack: Stack): Resource[] => stack.referring(whole, "clusterIdentifier", [clusterInstance]);

/** The engine, in lower case: `mysql`, `aurora-mysql`, `postgres` … */
export const engineOf = (database: Resource): string => (database.text("engine") ?? "").toLowerCase();
