import { type KeyUse, pages, type ServiceUse } from "./use.ts";

const guide = "https://docs.aws.amazon.com";
const send = { target: "queue", verb: "sends to", actions: [{ action: "sqs:SendMessage" }] } as const;
const queueKey: KeyUse = {
  actions: ["kms:Decrypt", "kms:GenerateDataKey"],
  source: `${guide}/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html`,
};
const byEvents = { ...send, principals: ["events.amazonaws.com"], key: queueKey, source: pages.events } as const;
const rule = "arn:{partition}:events:{region}:{account}:rule/*";
const byTopics = {
  ...send,
  principals: ["sns.amazonaws.com"],
  sends: { "aws:SourceArn": "{topic}" },
  key: queueKey,
  source: `${guide}/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html`,
} as const;
const subscriptions = ["aws:sns/topicSubscription:TopicSubscription"];

/** Services that send to queues in their own name. */
export const queueUses: readonly ServiceUse[] = [
  {
    ...byEvents,
    noun: "EventBridge target",
    types: ["aws:cloudwatch/eventTarget:EventTarget"],
    names: ["arn"],
    when: { roleArn: null },
    sends: { "aws:SourceArn": rule },
  },
  {
    ...byEvents,
    noun: "EventBridge target's dead letters",
    verb: "go to",
    types: ["aws:cloudwatch/eventTarget:EventTarget"],
    names: ["deadLetterConfig.arn"],
    sends: { "aws:SourceArn": rule },
    source: `${guide}/eventbridge/latest/userguide/eb-rule-dlq.html`,
  },
  { ...byTopics, noun: "subscription", types: subscriptions, names: ["endpoint"], when: { protocol: ["sqs"] } },
  { ...byTopics, noun: "subscription's dead letters", verb: "go to", types: subscriptions, names: ["redrivePolicy.deadLetterTargetArn"] },
  {
    ...send,
    noun: "bucket's notices",
    verb: "go to",
    types: ["aws:s3/bucketNotification:BucketNotification"],
    names: ["queues.*.queueArn"],
    principals: ["s3.amazonaws.com"],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:s3:::{bucket}" },
    key: queueKey,
    source: pages.s3Notices,
  },
];
