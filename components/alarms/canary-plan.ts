import type { Input } from "@pulumi/pulumi";
import { canaryMetrics, maxDaysBehind } from "../../domain/defaults/canary.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** Arguments for a canary's alarms. */
export interface CanaryAlarmArgs {
  readonly stack: string;
  readonly functionName: Input<string>;
  /** Minutes from one walk to the next. */
  readonly everyMinutes: number;
  /** Whether shoppers are to reach the store: it has a release, and its pages are walked. */
  readonly open: boolean;
  /** Whether the settings name a security build of X-Cart. */
  readonly securityBuild: boolean;
}

/** Values of an hour each: a release has reached all nodes by then, however many there are. */
const ROLLOUT_HOURS = 3;

/**
 * The canary's alarms: `canary` fires when pages fail twice in a row, or when the canary is silent; `canary-way` when name or certificate keep
 * shoppers away. Only the first is about the nodes, and stops their replacement.
 */
export function canaryAlarms({ stack, functionName, everyMinutes, open, securityBuild }: CanaryAlarmArgs): AlarmPlan[] {
  const on = {
    namespace: functionNamespace(stack),
    dimensions: { stack },
    statistic: "Maximum",
    comparison: "above",
    threshold: 0,
    period: everyMinutes * 60,
    // Each walk counts: where none does, `canary` fires.
    silence: { heldBy: "canary" },
  } as const;
  const withoutRelease: AlarmPlan = {
    ...on,
    name: "release-missing",
    meaning: "The settings name a release, and for hours nodes show that the store is being set up",
    runbook: "releases",
    metric: canaryMetrics.withoutRelease,
    period: 3600,
    values: ROLLOUT_HOURS,
  };
  const behind: AlarmPlan = {
    ...on,
    name: "xcart-behind",
    meaning: "X-Cart lacks a security build that is a month old",
    runbook: "releases",
    metric: canaryMetrics.daysBehind,
    threshold: maxDaysBehind,
    period: 3600,
    values: 1,
  };
  return [
    {
      ...on,
      name: "canary",
      meaning: "Pages of the store fail for shoppers, or the canary is silent",
      runbook: "canary",
      metric: canaryMetrics.failedPages,
      silence: "fires",
    },
    {
      ...on,
      name: "canary-way",
      meaning: "Shoppers cannot reach the store: its name leads nowhere, or their browsers refuse its certificate",
      runbook: "canary",
      metric: canaryMetrics.wayFaults,
    },
    ...(open ? [withoutRelease] : []),
    ...functionAlarms({
      name: "canary",
      functionName,
      meaning: "The canary itself fails: the store is not watched",
      runbook: "canary",
      heldBy: "canary",
    }),
    ...(securityBuild ? [behind] : []),
  ];
}
