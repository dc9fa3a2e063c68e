import { canaryMetrics } from "../../domain/defaults/canary.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { isRecord } from "../../domain/values.ts";
import { documentOf } from "../model/documents.ts";
import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { isWatched, metricAlarmType } from "./types.ts";

const scheduleType = "aws:scheduler/schedule:Schedule";

export const cloudwatchCanaryMissingOnStore: Policy = {
  name: "aws-cloudwatch-canary-missing-on-store",
  description: "A canary compares the payment page with what it may consist of, and an alarm fires when it has changed.",
  severity: "medium",
  controls: ["G17"],
  remediation: "Deploy the Canary component with its alarms, or add a synthetics.Canary on the checkout and a MetricAlarm on it.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html",
  types: [wholeStack],
  check: (_, stack) => {
    const balancers = stack.ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer");
    if (!balancers.some((balancer) => !balancer.isTrue("internal"))) return undefined;
    if (walks(stack)) return paymentPage(stack);
    const canaries = stack.ofType("aws:synthetics/canary:Canary");
    if (canaries.length === 0) return ["no canary walks the store, or no alarm rings when it is silent; deploy the Canary with its alarms"];
    return canaries.some((canary) => isWatched(canary, stack)) ? [] : ["no alarm watches the canary; add a MetricAlarm"];
  },
};

/** Whether an alarm stands on what our own canary counts, and on its silence, which is how it knows that the canary walks. */
const walks = (stack: Stack): boolean =>
  alarmsOn(stack, canaryMetrics.failedPages).some((alarm) => alarm.text("treatMissingData") === "breaching");

/**
 * Whether what our own canary is told and its alarm agree. Undefined where there is neither: nothing watches the page, which is no
 * violation, and no compliance either; the settings say so among what they relax.
 */
function paymentPage(stack: Stack): readonly string[] | undefined {
  const watched = stack.ofType(scheduleType).some(tellsOfPaymentPage);
  const alarmed = alarmsOn(stack, canaryMetrics.paymentPageChanges).length > 0;
  if (!watched && !alarmed) return undefined;
  if (!watched) return ["the alarm on changes of the payment page cannot fire: no schedule tells the canary what the page may consist of"];
  return alarmed ? [] : ["the canary watches the payment page, and no alarm fires when it has changed; add one"];
}

/** Whether the event that a schedule sends names the payment page, in whatever other parts are unknown until apply. */
function tellsOfPaymentPage(schedule: Resource): boolean {
  const event = documentOf(schedule, "target.input");
  return isRecord(event) && isRecord(event.paymentPage);
}

const alarmsOn = (stack: Stack, metric: string): Resource[] =>
  stack
    .ofType(metricAlarmType)
    .filter((alarm) => alarm.text("namespace") === functionNamespace(stack.name) && alarm.text("metricName") === metric);
