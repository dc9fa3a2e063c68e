import { demandAtLeast } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, evicts, isMember, isMemcached, replicationGroup, serverless } from "./types.ts";

export const elasticacheReplicationgroupEnableBackups: Policy = {
  name: "aws-elasticache-replicationgroup-enable-backups",
  description:
    "What is kept in ElastiCache is backed up each day; a cache that is told to drop entries when full can be filled again instead.",
  severity: "medium",
  controls: ["ELC-04"],
  remediation: "Set snapshotRetentionLimit to 1 or more, or an evicting maxmemory-policy where losing everything costs nothing.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-1",
  types: [replicationGroup, cluster, serverless],
  check: (cache, stack) =>
    isMember(cache) || isMemcached(cache) || evicts(cache, stack) ? undefined : demandAtLeast(cache, "snapshotRetentionLimit", 1),
};
