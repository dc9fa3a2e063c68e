import { reportMetric } from "../../domain/contracts/scan-report.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** The alarms of the monthly report of internal scans: it is missing, or its function fails. */
export function scanReportAlarms(stack: string, functionName: AlarmPlan["dimensions"][string]): AlarmPlan[] {
  return [
    {
      name: "scan-report-missing",
      meaning: "This month's report of Inspector's scans did not come",
      runbook: "scan-report",
      namespace: functionNamespace(stack),
      metric: reportMetric,
      dimensions: { stack },
      statistic: "Sum",
      comparison: "below",
      threshold: 1,
      period: 86_400,
      // A day may be missed: the next one writes it.
      values: 2,
      silence: "fires",
    },
    ...functionAlarms({
      name: "scan-report",
      functionName,
      meaning: "The report of Inspector's scans fails",
      runbook: "scan-report",
      heldBy: "scan-report-missing",
    }),
  ];
}
