import type { Policy } from "../model/policy.ts";
import { cluster, evicts, isMember, isMemcached, replicationGroup } from "./types.ts";

export const elasticacheReplicationgroupEnforceFinalSnapshot: Policy = {
  name: "aws-elasticache-replicationgroup-enforce-final-snapshot",
  description: "A final snapshot is taken when data in ElastiCache is deleted.",
  severity: "medium",
  controls: [
    {
      key: "ELC-40",
      service: "ElastiCache",
      control: "A cache whose content is kept leaves a final snapshot when it is deleted",
      pci: [],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Set finalSnapshotIdentifier.",
  url: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-final.html",
  types: [replicationGroup, cluster],
  check: (cache, stack) => {
    if (stack.environment === "dev" || isMember(cache) || isMemcached(cache) || evicts(cache, stack)) return undefined;
    return cache.has("finalSnapshotIdentifier") ? [] : ["finalSnapshotIdentifier is unset; set a name"];
  },
};
