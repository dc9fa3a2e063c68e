import { canaryMetrics } from "../../domain/defaults/canary.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { isWatched, metricAlarmType } from "./types.ts";

export const cloudwatchCanaryMissingOnStore: Policy = {
  name: "aws-cloudwatch-canary-missing-on-store",
  description: "A canary visits the store from outside, and an alarm fires if pages fail, or if the canary's data is missing.",
  severity: "medium",
  controls: [
    {
      key: "G39",
      service: "What no other tool checks",
      control: "A canary visits the store from outside, and an alarm fires when its data is missing",
      pci: ["10.7.2"],
      checkable: "yes",
      ids: {},
    },
  ],
  remediation: "Deploy the Canary component with its alarms, or add a synthetics.Canary on the checkout and a MetricAlarm on it.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html",
  types: [wholeStack],
  check: (_, stack) => {
    const balancers = stack.ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer");
    if (!balancers.some((balancer) => !balancer.isTrue("internal"))) return undefined;
    if (walks(stack)) return [];
    const canaries = stack.ofType("aws:synthetics/canary:Canary");
    if (canaries.length === 0)
      return ["no canary visits the store, or no alarm fires when its data is missing; deploy the Canary with its alarms"];
    return canaries.some((canary) => isWatched(canary, stack)) ? [] : ["no alarm watches the canary; add a MetricAlarm"];
  },
};

/** Whether an alarm stands on what our own canary counts, and on its silence, which is how it knows that the canary walks. */
const walks = (stack: Stack): boolean =>
  alarmsOn(stack, canaryMetrics.failedPages).some((alarm) => alarm.text("treatMissingData") === "breaching");

const alarmsOn = (stack: Stack, metric: string): Resource[] =>
  stack
    .ofType(metricAlarmType)
    .filter((alarm) => alarm.text("namespace") === functionNamespace(stack.name) && alarm.text("metricName") === metric);
