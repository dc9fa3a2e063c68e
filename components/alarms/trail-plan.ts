import type { Input } from "@pulumi/pulumi";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import type { PlannedFilter } from "../audit-trail/filter.ts";
import type { AlarmPlan } from "./plan.ts";

/** The metric that counts what a filter lets through. */
export const filterMetric = ({ name }: Pick<PlannedFilter, "name">): string => `trail-${name}`;

/** The trail's alarms: one for each filter, and one for its silence (PCI DSS 10.7.2). */
export function trailAlarms(stack: string, filters: readonly PlannedFilter[], logGroupName: Input<string>): AlarmPlan[] {
  const silent: AlarmPlan = {
    name: "trail-silent",
    meaning: "The trail has recorded nothing for an hour, although there are always events",
    runbook: "audit-changes",
    namespace: "AWS/Logs",
    metric: "IncomingLogEvents",
    dimensions: { LogGroupName: logGroupName },
    statistic: "Sum",
    comparison: "below",
    threshold: 1,
    period: 3600,
    values: 1,
    silence: "fires",
  };
  return [
    ...filters.map((filter): AlarmPlan => {
      const { meaning, runbook, tolerated } = filter;
      return {
        name: filterMetric(filter),
        meaning,
        runbook,
        namespace: functionNamespace(stack),
        metric: filterMetric(filter),
        dimensions: {},
        statistic: "Sum",
        comparison: "above",
        threshold: tolerated,
        values: 1,
        // A filter counts what it lets through, and nothing else; the trail's own silence fires an alarm.
        silence: "none",
      };
    }),
    silent,
  ];
}
