import type { Policy } from "../model/policy.ts";
import { topic, topicSubscription } from "./types.ts";

/** Protocols whose deliveries SNS can log, and the topic's property for them; email and SMS have none. */
const loggable: Readonly<Record<string, string>> = {
  application: "applicationFailureFeedbackRoleArn",
  firehose: "firehoseFailureFeedbackRoleArn",
  http: "httpFailureFeedbackRoleArn",
  https: "httpFailureFeedbackRoleArn",
  lambda: "lambdaFailureFeedbackRoleArn",
  sqs: "sqsFailureFeedbackRoleArn",
};

export const snsTopicEnableDeliveryLogging: Policy = {
  name: "aws-sns-topic-enable-delivery-logging",
  description: "Failed deliveries of a topic are logged, for the protocols that SNS can log.",
  severity: "low",
  controls: ["SNS-03"],
  remediation: "Set the FailureFeedbackRoleArn of each protocol that has subscribers.",
  url: "https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html",
  types: [topic],
  check: (resource, stack) => {
    const protocols = stack.referring(resource, "topic", [topicSubscription]).map((subscription) => subscription.text("protocol") ?? "");
    const properties = new Set(protocols.flatMap((protocol) => loggable[protocol] ?? []));
    if (properties.size === 0) return undefined;
    return [...properties].filter((property) => !resource.has(property)).map((property) => `${property} is unset; set a role for the log`);
  },
};
