import type { Policy } from "../model/policy.ts";
import { alarmTypes, subscribersOf, targetType, topicType } from "./types.ts";

/** What speaks to a topic, and by which properties. */
const speakers = [
  { types: alarmTypes, properties: ["alarmActions", "okActions", "insufficientDataActions"] },
  { types: [targetType], properties: ["arn"] },
  { types: ["aws:rds/eventSubscription:EventSubscription"], properties: ["snsTopic"] },
];

export const cloudwatchAlarmMissingSubscriber: Policy = {
  name: "aws-cloudwatch-alarm-missing-subscriber",
  description: "A topic that alarms or events speak to has a subscriber.",
  severity: "high",
  controls: ["CW-03", "G11"],
  remediation: "Add a TopicSubscription for those who are on duty.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
  types: [topicType],
  check: (topic, stack) => {
    const spoken = speakers.some(({ types, properties }) =>
      properties.some((property) => stack.referring(topic, property, types).length > 0),
    );
    if (!spoken) return undefined;
    return subscribersOf(topic, stack).length > 0 ? [] : ["alarms speak to this topic and nobody has subscribed; add a TopicSubscription"];
  },
};
