import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { pciMetrics, scanNoticeDays } from "../../domain/defaults/pci.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** The alarms of the calendar of PCI scans: one is due, a result is missing, the days are not counted. */
export function pciAlarms(stack: string, functionName: AlarmPlan["dimensions"][string]): AlarmPlan[] {
  const on = {
    namespace: functionNamespace(stack),
    dimensions: { stack },
    // CloudWatch's longest: the function counts once a day.
    period: 86_400,
    values: 1,
    runbook: "asv-scan",
    silence: { heldBy: "asv-scan-due" },
  } as const;
  return [
    {
      ...on,
      name: "asv-scan-due",
      meaning: `A passing scan by the approved scanning vendor is due in less than ${scanNoticeDays} days, or the days are not counted`,
      metric: pciMetrics.daysToScan,
      statistic: "Minimum",
      comparison: "below",
      threshold: scanNoticeDays,
      silence: "fires",
    },
    {
      ...on,
      name: "asv-result-missing",
      meaning: `A scan is ${scanNoticeDays} days ago, and the settings have no result`,
      metric: pciMetrics.resultsMissing,
      statistic: "Maximum",
      comparison: "above",
      threshold: 0,
    },
    ...functionAlarms({
      name: "pci-calendar",
      functionName,
      meaning: "The calendar of PCI scans is not being checked",
      runbook: "asv-scan",
      heldBy: "asv-scan-due",
    }),
  ];
}
