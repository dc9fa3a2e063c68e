import type { Input } from "@pulumi/pulumi";
import { canaryMetrics } from "../../domain/defaults/canary.ts";
import { metricNamespace } from "../../domain/defaults/metrics.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** What CloudWatch should watch of a canary. */
export interface CanaryAlarmArgs {
  readonly stack: string;
  readonly functionName: Input<string>;
  /** Minutes from one walk to the next. */
  readonly everyMinutes: number;
  /** Whether the settings name a security build of X-Cart. */
  readonly securityBuild: boolean;
}

/** Days that a security build may wait: PCI DSS 6.3.3 gives critical patches one month. */
const LONGEST_WAIT = 30;

/** The canary's alarms: `canary` rings when pages fail twice in a row, or when nobody walks; `payment-page` at the first change. */
export function canaryAlarms({ stack, functionName, everyMinutes, securityBuild }: CanaryAlarmArgs): AlarmPlan[] {
  const on = {
    namespace: metricNamespace,
    dimensions: { stack },
    statistic: "Maximum",
    comparison: "above",
    threshold: 0,
    period: everyMinutes * 60,
  } as const;
  const behind: AlarmPlan = {
    ...on,
    name: "xcart-behind",
    meaning: "X-Cart lacks a security build that is a month old",
    runbook: "releases",
    metric: canaryMetrics.daysBehind,
    threshold: LONGEST_WAIT,
    period: 3600,
    values: 1,
  };
  return [
    {
      ...on,
      name: "canary",
      meaning: "Pages of the store fail, seen from outside, or nobody looks",
      runbook: "canary",
      metric: canaryMetrics.failedPages,
      silence: "breaching",
    },
    {
      ...on,
      name: "payment-page",
      meaning: "The payment page loads something, or comes without a header, that is not as agreed",
      runbook: "payment-page",
      metric: canaryMetrics.paymentPageChanges,
      values: 1,
    },
    ...functionAlarms({ name: "canary", functionName, meaning: "The canary itself fails: nobody looks at the store", runbook: "canary" }),
    ...(securityBuild ? [behind] : []),
  ];
}
