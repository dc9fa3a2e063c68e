import { demandAtLeast } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { clusterInstance, clusterOf, instance } from "./types.ts";

export const rdsInstanceEnableEnhancedMonitoring: Policy = {
  name: "aws-rds-instance-enable-enhanced-monitoring",
  description: "The operating system below a database is monitored.",
  severity: "low",
  controls: ["RDS-15"],
  remediation: "Set monitoringInterval to 60 or another interval, and monitoringRoleArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-6",
  types: [instance, clusterInstance],
  check: (database, stack) =>
    (clusterOf(database, stack)?.number("monitoringInterval") ?? 0) > 0 ? [] : demandAtLeast(database, "monitoringInterval", 1),
};
