import { isUnknown } from "../../domain/graph-values.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const filterType = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
export const ruleType = "aws:cloudwatch/eventRule:EventRule";

/** Properties that define what they watch, by type. */
export const reviewed = {
  [alarmType]: [
    "namespace",
    "metricName",
    "statistic",
    "comparisonOperator",
    "threshold",
    "evaluationPeriods",
    "period",
    "treatMissingData",
  ],
  [filterType]: ["logGroupName", "pattern", "metricTransformation.namespace", "metricTransformation.name", "metricTransformation.value"],
  [ruleType]: ["eventPattern", "scheduleExpression"],
} as const;

/** A property's value with the stack's name left open; undefined where it is unset or known after apply. */
export function askedOf(resource: Resource, property: string, stack: Stack): unknown {
  const [first = "", ...rest] = property.split(".");
  if (!resource.has(first) || isUnknown(resource.properties[first])) return undefined;
  const value = resource.get([first, ...rest].join("."));
  return typeof value === "string" ? value.replaceAll(stack.name, "{stack}") : value;
}
