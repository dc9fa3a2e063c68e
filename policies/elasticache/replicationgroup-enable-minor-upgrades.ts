import { demandNotFalse } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, isMember, replicationGroup } from "./types.ts";

export const elasticacheReplicationgroupEnableMinorUpgrades: Policy = {
  name: "aws-elasticache-replicationgroup-enable-minor-upgrades",
  description: "A cache gets minor versions, and with them security fixes, automatically.",
  severity: "high",
  controls: ["ELC-05"],
  remediation: "Set autoMinorVersionUpgrade: true; they come in the maintenance window.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-2",
  types: [replicationGroup, cluster],
  check: (cache) => (isMember(cache) ? undefined : demandNotFalse(cache, "autoMinorVersionUpgrade")),
};
