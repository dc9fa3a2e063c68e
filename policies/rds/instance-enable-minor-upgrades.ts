import { demandNotFalse } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { cluster, clusterInstance, instance } from "./types.ts";

export const rdsInstanceEnableMinorUpgrades: Policy = {
  name: "aws-rds-instance-enable-minor-upgrades",
  description: "A database gets minor versions, and with them security fixes, automatically.",
  severity: "high",
  controls: ["RDS-06"],
  remediation: "Set autoMinorVersionUpgrade: true; they come in the maintenance window.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-13",
  types: [instance, clusterInstance, cluster],
  check: (database) => demandNotFalse(database, "autoMinorVersionUpgrade"),
};
