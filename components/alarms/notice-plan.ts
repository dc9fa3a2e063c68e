import type { Input } from "@pulumi/pulumi";
import type { AlarmPlan } from "./plan.ts";

/** One kind of event that somebody hears of. */
export interface NoticePlan {
  readonly name: string;
  /** What is wrong, for the mail's first line. */
  readonly meaning: string;
  /** The page under docs/operations that says what to do. */
  readonly runbook: string;
  readonly pattern: Readonly<Record<string, unknown>>;
  /** What the mail shows of the event: JSON paths by the name that they have in the mail. */
  readonly shown: Readonly<Record<string, string>>;
}

/** What a mail shows of a call that CloudTrail recorded. */
export const callShown = {
  call: "$.detail.eventName",
  who: "$.detail.userIdentity.arn",
  from: "$.detail.sourceIPAddress",
  refused: "$.detail.errorCode",
  time: "$.time",
} as const;

/**
 * Rings when a mail of a rule did not get to the topic, which nothing else tells: EventBridge drops what a topic or its key refuses
 * (docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html).
 */
export const lostAlarm = (part: string, ruleName: Input<string>): AlarmPlan => ({
  name: `${part}-lost`,
  meaning: "A mail about an event did not get to the alerts' topic",
  runbook: "notice-lost",
  namespace: "AWS/Events",
  metric: "FailedInvocations",
  dimensions: { RuleName: ruleName },
  statistic: "Sum",
  comparison: "above",
  threshold: 0,
  values: 1,
});
