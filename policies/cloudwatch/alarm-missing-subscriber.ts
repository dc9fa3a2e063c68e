import type { Policy } from "../model/policy.ts";
import { alarmTypes, subscribersOf, targetType, topicType } from "./types.ts";

/** Types of resources that publish to a topic, and the properties that name it. */
const publishers = [
  { types: alarmTypes, properties: ["alarmActions", "okActions", "insufficientDataActions"] },
  { types: [targetType], properties: ["arn"] },
  { types: ["aws:rds/eventSubscription:EventSubscription"], properties: ["snsTopic"] },
];

export const cloudwatchAlarmMissingSubscriber: Policy = {
  name: "aws-cloudwatch-alarm-missing-subscriber",
  description: "Topics that receive alarms or events have a subscriber.",
  severity: "high",
  controls: ["CW-03", "G11"],
  remediation: "Add a TopicSubscription for the person on call.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
  types: [topicType],
  check: (topic, stack) => {
    const used = publishers.some(({ types, properties }) =>
      properties.some((property) => stack.referring(topic, property, types).length > 0),
    );
    if (!used) return undefined;
    return subscribersOf(topic, stack).length > 0
      ? []
      : ["the topic receives alarms or events and has no subscriber; add a TopicSubscription"];
  },
};
