import { demandNotFalse } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, isMember, replicationGroup } from "./types.ts";

export const elasticacheEnableMinorUpgrades: Policy = {
  name: "aws-elasticache-replicationgroup-enable-minor-upgrades",
  description: "A cache gets minor versions, and with them security fixes, by itself.",
  severity: "high",
  remediation: "Set autoMinorVersionUpgrade: true; they come in the maintenance window.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elasticache-controls.html#elasticache-2",
  types: [replicationGroup, cluster],
  check: (cache) => (isMember(cache) ? undefined : demandNotFalse(cache, "autoMinorVersionUpgrade")),
};
