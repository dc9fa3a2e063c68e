import { canaryMetrics } from "../../domain/defaults/canary.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { isWatched, metricAlarmType } from "./types.ts";

export const cloudwatchCanaryMissingOnStore: Policy = {
  name: "aws-cloudwatch-canary-missing-on-store",
  description: "A canary walks the payment page regularly, and an alarm rings when what it finds has changed.",
  severity: "medium",
  controls: ["G17"],
  remediation: "Deploy the Canary component with its alarms, or add a synthetics.Canary on the checkout and a MetricAlarm on it.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html",
  types: [wholeStack],
  check: (_, stack) => {
    const balancers = stack.ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer");
    if (!balancers.some((balancer) => !balancer.isTrue("internal"))) return undefined;
    if (isOurs(stack)) return [];
    const canaries = stack.ofType("aws:synthetics/canary:Canary");
    if (canaries.length === 0) return ["no canary walks the store, or no alarm rings when it is silent; deploy the Canary with its alarms"];
    return canaries.some((canary) => isWatched(canary, stack)) ? [] : ["no alarm watches the canary; add a MetricAlarm"];
  },
};

/** Whether alarms stand on what our own canary counts: on pages, and on its silence, which is how they know that it walks; and on the payment page. */
function isOurs(stack: Stack): boolean {
  const alarms = stack.ofType(metricAlarmType);
  const on = (alarm: Resource, metric: string) =>
    alarm.text("namespace") === functionNamespace(stack.name) && alarm.text("metricName") === metric;
  const walked = alarms.some((alarm) => on(alarm, canaryMetrics.failedPages) && alarm.text("treatMissingData") === "breaching");
  return walked && alarms.some((alarm) => on(alarm, canaryMetrics.paymentPageChanges));
}
