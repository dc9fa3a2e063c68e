import type { Input } from "@pulumi/pulumi";
import { metrics } from "../../domain/contracts/finding-mail.ts";
import { functionNamespace } from "../../domain/defaults/metrics.ts";
import { lostNotices } from "./delivery-plan.ts";
import { functionAlarms } from "./function-plan.ts";
import type { AlarmPlan } from "./plan.ts";

/** CloudWatch dimensions of the emails about findings. */
export interface FindingDimensions {
  readonly stack: string;
  readonly functionName: Input<string>;
  /** Name of the rule that brings findings to the queue. */
  readonly ruleName: Input<string>;
  /** Name of the queue of what could not be mailed. */
  readonly failedQueueName: Input<string>;
}

/** The alarms of the emails about findings. */
export function findingAlarms({ stack, functionName, ruleName, failedQueueName }: FindingDimensions): AlarmPlan[] {
  const on = { runbook: "finding-mails", comparison: "above", threshold: 0, values: 1, silence: "none" } as const;
  return [
    ...functionAlarms({
      name: "finding-mail",
      functionName,
      meaning: "Findings are not sent by email: look into Security Hub",
      runbook: on.runbook,
    }),
    ...lostNotices("findings-gathered", [ruleName]),
    {
      ...on,
      name: "findings-failed",
      meaning: "Findings could not be sent by email and were set aside",
      namespace: "AWS/SQS",
      metric: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: failedQueueName },
      statistic: "Maximum",
    },
    {
      ...on,
      name: metrics.unreadable,
      meaning: "Security Hub sends findings in an unknown form, which are not sent by email",
      namespace: functionNamespace(stack),
      metric: metrics.unreadable,
      dimensions: { stack },
      statistic: "Sum",
    },
  ];
}
