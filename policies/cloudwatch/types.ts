import type { Resource, Stack } from "../model/stack.ts";

export const topicType = "aws:sns/topic:Topic";
export const metricAlarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
export const alarmTypes = [metricAlarmType, "aws:cloudwatch/compositeAlarm:CompositeAlarm"];
export const muteRuleType = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";
export const ruleType = "aws:cloudwatch/eventRule:EventRule";
export const targetType = "aws:cloudwatch/eventTarget:EventTarget";

/** Subscriptions of a topic in this stack. */
export const subscribersOf = (topic: Resource, stack: Stack): Resource[] =>
  stack.referring(topic, "topic", ["aws:sns/topicSubscription:TopicSubscription"]);

/** Whether some metric alarm watches a resource. */
export const isWatched = (resource: Resource, stack: Stack): boolean =>
  ["dimensions", "metricQueries"].some((property) => stack.referring(resource, property, [metricAlarmType]).length > 0);
