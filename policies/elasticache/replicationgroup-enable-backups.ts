import { demandAtLeast } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, evicts, isMember, isMemcached, replicationGroup, serverless } from "./types.ts";

export const elasticacheReplicationgroupEnableBackups: Policy = {
  name: "aws-elasticache-replicationgroup-enable-backups",
  description: "Data in ElastiCache is backed up every day; a cache that may evict entries can be refilled instead.",
  severity: "medium",
  controls: ["ELC-04"],
  remediation: "Set snapshotRetentionLimit to 1 or more, or an evicting maxmemory-policy if the data may be lost.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-1",
  types: [replicationGroup, cluster, serverless],
  check: (cache, stack) =>
    isMember(cache) || isMemcached(cache) || evicts(cache, stack) ? undefined : demandAtLeast(cache, "snapshotRetentionLimit", 1),
};
