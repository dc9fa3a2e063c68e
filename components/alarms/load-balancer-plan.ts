import type { Input } from "@pulumi/pulumi";
import { closedMetric } from "../../domain/contracts/store-state.ts";
import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import type { AlarmPlan } from "./plan.ts";

/** Dimensions of a stack's load balancer and its targets: their ARN suffixes. */
export interface LoadBalancerDimensions {
  readonly stack: string;
  readonly loadBalancer: Input<string>;
  readonly targetGroup: Input<string>;
}

/** The load balancer's alarms. */
export function loadBalancerAlarms(
  of: LoadBalancerDimensions,
  limits: { readonly latencySeconds: number; readonly errorsPerFiveMinutes: number },
): AlarmPlan[] {
  const targets = { LoadBalancer: of.loadBalancer, TargetGroup: of.targetGroup };
  const on = { namespace: "AWS/ApplicationELB", comparison: "above", silence: "none" } as const;
  return [
    {
      ...on,
      name: "unhealthy-nodes",
      meaning: "Nodes fail their health check",
      runbook: "unhealthy-nodes",
      metric: "UnHealthyHostCount",
      dimensions: targets,
      statistic: "Maximum",
      threshold: 0,
      period: 60,
      silence: { heldBy: "no-healthy-nodes" },
      values: 3,
    },
    {
      ...on,
      name: "no-healthy-nodes",
      meaning: "No node answers: the store is down",
      runbook: "store-down",
      metric: "HealthyHostCount",
      dimensions: targets,
      statistic: "Maximum",
      comparison: "below",
      threshold: 1,
      period: 60,
      silence: "fires",
    },
    {
      ...on,
      name: "node-errors",
      meaning: "Nodes answer with server errors (5xx)",
      runbook: "server-errors",
      metric: "HTTPCode_Target_5XX_Count",
      dimensions: targets,
      statistic: "Sum",
      threshold: limits.errorsPerFiveMinutes,
      // A closed store answers shoppers with 503.
      unless: { namespace: nodeNamespace(of.stack), metric: closedMetric, dimensions: { stack: of.stack } },
    },
    {
      ...on,
      name: "edge-errors",
      meaning: "The load balancer answers with server errors (5xx) itself",
      runbook: "server-errors",
      metric: "HTTPCode_ELB_5XX_Count",
      dimensions: { LoadBalancer: of.loadBalancer },
      statistic: "Sum",
      threshold: limits.errorsPerFiveMinutes,
    },
    {
      ...on,
      name: "slow-answers",
      meaning: "One request in twenty is slow",
      runbook: "slow-answers",
      metric: "TargetResponseTime",
      dimensions: targets,
      statistic: "p95",
      threshold: limits.latencySeconds,
      values: 3,
    },
  ];
}
