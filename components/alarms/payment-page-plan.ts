import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { paymentPageMetrics } from "../../domain/defaults/payment-page.ts";
import type { AlarmPlan } from "./plan.ts";

/** Arguments for the alarms of the watch of a payment page. */
export interface PaymentPageAlarmArgs {
  readonly stack: string;
  /** Minutes from one run to the next. */
  readonly everyMinutes: number;
}

/** Runs without one whole visit after which the watch counts as silent. */
const SILENT_RUNS = 3;

/**
 * `payment-page` fires at the first difference, and `payment-page-fault` where two runs in a row could not see what they should; neither
 * says anything while nothing is counted, and `payment-page-unseen` fires then.
 */
export function paymentPageAlarms({ stack, everyMinutes }: PaymentPageAlarmArgs): AlarmPlan[] {
  const on = {
    namespace: functionNamespace(stack),
    dimensions: { stack },
    runbook: "payment-page",
    period: everyMinutes * 60,
  } as const;
  const heldBy = { silence: { heldBy: "payment-page-unseen" }, statistic: "Maximum", comparison: "above", threshold: 0 } as const;
  return [
    {
      ...on,
      ...heldBy,
      name: "payment-page",
      meaning: "The payment page loads, sends or lacks something that was not agreed on; an email of the watch names it",
      metric: paymentPageMetrics.differences,
      values: 1,
    },
    {
      ...on,
      ...heldBy,
      name: "payment-page-fault",
      meaning: "The watch cannot see all of the payment page; its evidence says why",
      metric: paymentPageMetrics.faults,
      values: 2,
    },
    {
      ...on,
      name: "payment-page-unseen",
      meaning: "No visit of the payment page has been finished for hours: a skimmer would not be noticed",
      metric: paymentPageMetrics.visits,
      statistic: "Sum",
      comparison: "below",
      threshold: 1,
      values: SILENT_RUNS,
      silence: "fires",
    },
  ];
}
