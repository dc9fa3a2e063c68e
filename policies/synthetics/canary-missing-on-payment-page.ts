import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { paymentPageMetrics, watchName } from "../../domain/defaults/payment-page.ts";
import { metricAlarmType } from "../cloudwatch/types.ts";
import { planOf } from "../model/intended.ts";
import { type Policy, wholeStack } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { canaryType } from "./types.ts";

export const syntheticsCanaryMissingOnPaymentPage: Policy = {
  name: "aws-synthetics-canary-missing-on-payment-page",
  description: "A browser visits the payment page of a store that is watched, and alarms fire on differences, faults and missing data.",
  severity: "high",
  controls: ["G17"],
  remediation:
    "Deploy the PaymentPageWatch with its alarms; a store without it gives the reason in its settings, paymentPage.watch.relaxedBecause.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries.html",
  types: [wholeStack],
  check: (_, stack) => {
    const said = wanted(stack);
    if (!said?.watched) return undefined;
    const name = watchName(stack.name);
    const canary = stack.ofType(canaryType).find(({ properties }) => properties.name === name);
    if (canary === undefined) return [`no canary ${name} visits the payment page; deploy the PaymentPageWatch`];
    return [...watchFaults(canary, said.open), ...(said.open ? alarmFaults(stack) : [])];
  },
};

const wanted = planOf(({ paymentPage }) => paymentPage);

/** Faults that keep it from seeing what shoppers see. A store that is not open yet has no page to visit. */
function watchFaults(canary: Resource, open: boolean): string[] {
  return [
    ...(open && !canary.isTrue("startCanary")
      ? [`startCanary of ${canary.name} is not true, so that nothing visits the payment page; set true`]
      : []),
    ...(canary.has("vpcConfig")
      ? ["vpcConfig is set, so that a skimmer can recognize its visits by the store's addresses; remove it"]
      : []),
  ];
}

/** Expected alarms, each with its metric and properties. */
const expected = [
  { metric: paymentPageMetrics.differences, at: "a difference", silent: undefined },
  { metric: paymentPageMetrics.faults, at: "a visit that cannot see all", silent: undefined },
  { metric: paymentPageMetrics.visits, at: "silence", silent: "breaching" },
] as const;

const alarmFaults = (stack: Stack): string[] =>
  expected.flatMap(({ metric, at, silent }) => {
    const alarms = stack
      .ofType(metricAlarmType)
      .filter((alarm) => alarm.text("namespace") === functionNamespace(stack.name) && alarm.text("metricName") === metric)
      .filter((alarm) => silent === undefined || alarm.text("treatMissingData") === silent);
    return alarms.length > 0 ? [] : [`no alarm on ${metric} fires at ${at} of the payment page; add one`];
  });
