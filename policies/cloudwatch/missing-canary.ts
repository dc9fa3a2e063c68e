import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { notYet } from "../model/presence.ts";
import { isWatched } from "./types.ts";

export const cloudwatchMissingCanary: Policy = {
  name: "aws-cloudwatch-canary-missing-on-store",
  description: "A canary walks the payment page regularly, and an alarm rings when what it finds has changed.",
  severity: "medium",
  remediation: "Add a synthetics.Canary on the checkout, and a MetricAlarm on it.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html",
  types: [wholeStack],
  advisoryBecause: notYet(8),
  check: (_, stack) => {
    const balancers = stack.ofType("aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer");
    if (!balancers.some((balancer) => !balancer.isTrue("internal"))) return undefined;
    const canaries = stack.ofType("aws:synthetics/canary:Canary");
    if (canaries.length === 0) return ["no canary walks the store; add a synthetics.Canary"];
    return canaries.some((canary) => isWatched(canary, stack)) ? [] : ["no alarm watches the canary; add a MetricAlarm"];
  },
};
