import { type ServiceUse, topicKey } from "./use.ts";

const guide = "https://docs.aws.amazon.com/config/latest/developerguide";
const channel = {
  noun: "delivery channel",
  types: ["aws:cfg/deliveryChannel:DeliveryChannel"],
  // A recorder with a role of one's own writes by that role.
  beside: "configOwnRole",
  principals: ["config.amazonaws.com"],
  sends: { "aws:SourceAccount": "{account}" },
} as const;

/** Calls of AWS Config by its service-linked role. */
export const configUses: readonly ServiceUse[] = [
  {
    ...channel,
    verb: "writes to",
    names: ["s3BucketName"],
    prefix: "s3KeyPrefix",
    target: "bucket",
    actions: [
      { action: "s3:GetBucketAcl" },
      { action: "s3:PutObject", path: "/{prefix}AWSLogs/{account}/Config/*", sends: { "s3:x-amz-acl": "bucket-owner-full-control" } },
    ],
    source: `${guide}/s3-bucket-policy.html`,
  },
  {
    ...channel,
    verb: "encrypts its files under",
    names: ["s3KmsKeyArn"],
    target: "key",
    actions: [{ action: "kms:Decrypt" }, { action: "kms:GenerateDataKey" }],
    source: `${guide}/s3-kms-key-policy.html`,
  },
  {
    ...channel,
    verb: "publishes to",
    names: ["snsTopicArn"],
    target: "topic",
    actions: [{ action: "sns:Publish" }],
    key: topicKey({ sends: { "aws:SourceAccount": "{account}" } }, `${guide}/sns-topic-policy.html`),
    source: `${guide}/sns-topic-policy.html`,
  },
];
