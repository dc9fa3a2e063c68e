import type { Input } from "@pulumi/pulumi";
import type { AlarmPlan, Counted } from "./plan.ts";

const runbook = "lost-deliveries";
const on = { runbook, statistic: "Sum", comparison: "above", threshold: 0, values: 1, silence: "none" } as const;

/**
 * Events that a rule's target did not accept, tries included (docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html): for rules of
 * the default bus by the rule's name alone, and told only when it is not 0.
 */
const failedInvocations = (rule: Input<string>): Counted => ({
  namespace: "AWS/Events",
  metric: "FailedInvocations",
  dimensions: { RuleName: rule },
});

/** Events that Lambda took and then dropped: too old, or tried too often (docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html). */
const dropped = (functionName: Input<string>): Counted => ({
  namespace: "AWS/Lambda",
  metric: "AsyncEventsDropped",
  dimensions: { FunctionName: functionName },
});

/**
 * Calls that a schedule's target refused, and those that were given up, by the schedule's group
 * (docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html). No schedule here has a queue for what is given up: the
 * next call does the same work.
 */
const refused = (group: Input<string>): readonly [Counted, Counted] => {
  const of = { namespace: "AWS/Scheduler", dimensions: { ScheduleGroup: group } };
  return [
    { ...of, metric: "InvocationDroppedCount" },
    { ...of, metric: "TargetErrorCount" },
  ];
};

/** The alarm of a function that a schedule calls, or a rule of EventBridge, and calls get lost. One for both would cost as much: metrics are paid for. */
export function lostCalls(
  name: string,
  {
    by,
    functionName,
  }: { readonly by: { readonly group: Input<string> } | { readonly rule: Input<string> }; readonly functionName: Input<string> },
): AlarmPlan {
  const [first, ...others] = "group" in by ? refused(by.group) : [failedInvocations(by.rule)];
  return {
    ...on,
    ...first,
    name: `${name}-lost`,
    meaning: `Calls of a function get lost: ${name}`,
    plus: [...others, dropped(functionName)],
  };
}

/** The alarms of rules that tell a topic or a queue: what they say arrives nowhere. CloudWatch adds ten metrics at most. */
export function lostNotices(name: string, rules: readonly Input<string>[]): AlarmPlan[] {
  const [first, ...others] = rules.slice(0, MAX_METRICS).map(failedInvocations);
  if (!first) return [];
  const alarm: AlarmPlan = {
    ...on,
    ...first,
    name: `${name}-lost`,
    meaning: `Notices of AWS about this stack do not arrive: ${name}`,
    plus: others,
  };
  return [alarm, ...lostNotices(`${name}-more`, rules.slice(MAX_METRICS))];
}

/** Metrics of an alarm on an expression (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html). */
const MAX_METRICS = 10;

/** The alarm of a topic whose emails are not delivered (docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html). */
export const lostMails = (name: string, topicName: Input<string>): AlarmPlan => ({
  ...on,
  name: `${name}-undelivered`,
  meaning: "Emails of a topic are not delivered, including those about alarms",
  namespace: "AWS/SNS",
  metric: "NumberOfNotificationsFailed",
  dimensions: { TopicName: topicName },
});
