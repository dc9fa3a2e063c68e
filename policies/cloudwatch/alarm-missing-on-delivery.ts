import { byKeys } from "../model/keys.ts";
import { oncePerStack } from "../model/once.ts";
import type { Policy } from "../model/policy.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { metricAlarmType, ruleType, subscribersOf, targetType, topicType } from "./types.ts";

const groupType = "aws:scheduler/scheduleGroup:ScheduleGroup";
const scheduleType = "aws:scheduler/schedule:Schedule";

/** Metrics of failed deliveries, by type of sender. */
const lost: Readonly<Record<string, string>> = {
  [ruleType]: "FailedInvocations",
  [groupType]: "InvocationDroppedCount",
  [topicType]: "NumberOfNotificationsFailed",
};

export const cloudwatchAlarmMissingOnDelivery: Policy = {
  name: "aws-cloudwatch-alarm-missing-on-delivery",
  description: "Failed deliveries are noticed: EventBridge rules, schedules and topics have an alarm on lost messages.",
  severity: "medium",
  controls: ["CW-03"],
  remediation:
    "Add a MetricAlarm on FailedInvocations by RuleName, on InvocationDroppedCount by ScheduleGroup, or on NumberOfNotificationsFailed by TopicName.",
  url: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html",
  types: [ruleType, groupType, scheduleType, topicType],
  check: (sender, stack) => {
    if (sender.type === scheduleType)
      return sender.properties.groupName === undefined
        ? ["groupName is unset; set a group of its own, by which AWS counts lost events"]
        : [];
    if (!sends(sender, stack)) return undefined;
    const metric = lost[sender.type] ?? "";
    return watched(sender, metric, stack) ? [] : [`no alarm watches ${metric}; add a MetricAlarm`];
  },
};

/** Whether something is sent at all. */
function sends(sender: Resource, stack: Stack): boolean {
  if (sender.type === groupType) return stack.referring(sender, "groupName", [scheduleType]).length > 0;
  if (sender.type === topicType) return subscribersOf(sender, stack).length > 0;
  return sender.text("state") !== "DISABLED" && stack.referring(sender, "rule", [targetType]).length > 0;
}

/** Whether an alarm watches the sender: in a preview by its dependencies, in an export by names. */
function watched(sender: Resource, metric: string, stack: Stack): boolean {
  const made = ["dimensions", "metricQueries"].flatMap((property) => stack.referring(sender, property, [metricAlarmType]));
  const { name } = sender.properties;
  const named = typeof name === "string" ? (alarmsByWord(stack).get(name) ?? []) : [];
  return [...made, ...named].some((alarm) => wordsOf(alarm).includes(metric));
}

/** The names of metrics and dimensions in an alarm, and their values. */
function wordsOf({ properties: { metricName, dimensions, metricQueries } }: Resource): string[] {
  return [...JSON.stringify([metricName, dimensions, metricQueries]).matchAll(/"([^"]*)"/g)].map(([, word = ""]) => word);
}

const alarmsByWord = oncePerStack((stack) => byKeys(stack.ofType(metricAlarmType), wordsOf));
