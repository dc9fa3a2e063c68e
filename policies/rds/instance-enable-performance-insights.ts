import { demandKey, demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource } from "../model/stack.ts";
import { clusterInstance, clusterOf, engineOf, instance } from "./types.ts";

export const rdsInstanceEnablePerformanceInsights: Policy = {
  name: "aws-rds-instance-enable-performance-insights",
  description: "Performance Insights is enabled, and its data, which includes statements, is encrypted with a customer-managed key.",
  severity: "low",
  controls: ["RDS-16"],
  remediation: "Set performanceInsightsEnabled: true and performanceInsightsKmsKeyId to a customer-managed key.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.access-control.html",
  types: [instance, clusterInstance],
  check: (database, stack) => {
    if (isTooSmall(database)) return undefined;
    const cluster = clusterOf(database, stack);
    const from = cluster?.isTrue("performanceInsightsEnabled") ? cluster : database;
    const off = demandTrue(from, "performanceInsightsEnabled");
    return off.length > 0 ? off : demandKey(from, "performanceInsightsKmsKeyId");
  },
};

/** The smallest instances of MySQL and MariaDB have no Performance Insights. */
const isTooSmall = (database: Resource): boolean =>
  /mysql|mariadb/.test(engineOf(database)) && /^db\.t\dg?\.(micro|small)$/.test(database.text("instanceClass") ?? "");
