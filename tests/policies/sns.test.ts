import { snsSubscriptionEnforceTls } from "../../policies/sns/subscription-enforce-tls.ts";
import { snsTopicDisallowPublicAccess } from "../../policies/sns/topic-disallow-public-access.ts";
import { snsTopicEnableDeliveryLogging } from "../../policies/sns/topic-enable-delivery-logging.ts";
import { snsTopicEnableEncryption } from "../../policies/sns/topic-enable-encryption.ts";
import { broken } from "./broken.ts";
import { document, testCases } from "./data-cases.ts";
import { add, change } from "./mutate.ts";
import { resource, unknown } from "./support.ts";

const topic = (properties: Record<string, unknown> = {}) => resource("aws:sns/topic:Topic", "alerts", { id: "alerts-arn", ...properties });
const allow = (principal: unknown, action: string, rest: object = {}) => ({
  Effect: "Allow",
  Principal: principal,
  Action: action,
  Resource: "*",
  ...rest,
});
const topicPolicy = (...statements: readonly object[]) =>
  resource("aws:sns/topicPolicy:TopicPolicy", "one", { arn: "alerts-arn", policy: document(...statements) });
const subscription = (protocol: string) =>
  resource("aws:sns/topicSubscription:TopicSubscription", protocol, { topic: "alerts-arn", protocol });

testCases([
  [snsTopicEnableEncryption, "a key is compliant", [], topic({ kmsMasterKeyId: "alias/shop" })],
  [snsTopicEnableEncryption, "none is reported", ["kmsMasterKeyId is unset; set a key"], topic()],
  [
    snsTopicDisallowPublicAccess,
    "SNS's own policy is compliant",
    [],
    topic({ policy: document(allow({ AWS: "*" }, "SNS:Publish", { Condition: { StringEquals: { "AWS:SourceOwner": "1" } } })) }),
  ],
  [
    snsTopicDisallowPublicAccess,
    "anyone is reported",
    ["a statement allows sns:Publish to all principals; name principals"],
    topic(),
    topicPolicy(allow("*", "sns:Publish")),
  ],
  [
    snsTopicDisallowPublicAccess,
    "another account is reported",
    ["a statement allows AWS:arn:aws:iam::210987654321:root, of another account; remove it"],
    topic(),
    topicPolicy(allow({ AWS: "arn:aws:iam::210987654321:root" }, "sns:Publish", { Resource: "arn:aws:sns:eu-west-1:123456789012:alerts" })),
  ],
  [snsTopicEnableDeliveryLogging, "e-mail cannot be logged", "notApplicable", topic(), subscription("email")],
  [
    snsTopicEnableDeliveryLogging,
    "a web hook without log is reported",
    ["httpFailureFeedbackRoleArn is unset; set a role for the log"],
    topic(),
    subscription("https"),
  ],
  [
    snsTopicEnableDeliveryLogging,
    "one with a log is compliant",
    [],
    topic({ lambdaFailureFeedbackRoleArn: "arn" }),
    subscription("lambda"),
  ],
  [snsSubscriptionEnforceTls, "a web hook over TLS is compliant", [], subscription("https")],
  [snsSubscriptionEnforceTls, "email is compliant", [], subscription("email")],
  [
    snsSubscriptionEnforceTls,
    "a web hook without TLS is reported",
    ["protocol is http, which delivers without TLS; set https"],
    subscription("http"),
  ],
  [snsSubscriptionEnforceTls, "an unknown protocol is unknown", "unknown", subscription(unknown)],
]);

const topicType = "aws:sns/topic:Topic";
broken("SNS-01", "alerts that are not encrypted", change(topicType, { kmsMasterKeyId: undefined }));
broken(
  "SNS-02",
  "alerts that everyone may publish",
  change("aws:sns/topicPolicy:TopicPolicy", { policy: document(allow("*", "sns:Publish")) }),
);
broken(
  "SNS-03",
  "a subscription whose failed deliveries are not logged",
  add("aws:sns/topicSubscription:TopicSubscription", { protocol: "https" }, { topic: [topicType, "alerts"] }),
);
broken("SNS-04", "alerts that are delivered without TLS", change("aws:sns/topicSubscription:TopicSubscription", { protocol: "http" }));
