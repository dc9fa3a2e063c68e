import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, isMember, isMemcached, replicationGroup } from "./types.ts";

export const elasticacheReplicationgroupEnableEncryptionAtRest: Policy = {
  name: "aws-elasticache-replicationgroup-enable-encryption-at-rest",
  description: "A cache's data on disk is encrypted.",
  severity: "high",
  controls: ["ELC-01"],
  remediation: "Set atRestEncryptionEnabled: true; this replaces the cache.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-4",
  types: [replicationGroup, cluster],
  check: (cache) => {
    if (cache.type === replicationGroup) return demandTrue(cache, "atRestEncryptionEnabled");
    if (isMember(cache) || isMemcached(cache)) return undefined;
    return ["a single node cannot encrypt its disk; create a replication group of one node"];
  },
};
