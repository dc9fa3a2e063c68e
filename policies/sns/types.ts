import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const topic = "aws:sns/topic:Topic";
export const topicSubscription = "aws:sns/topicSubscription:TopicSubscription";

/** The statements of a topic's policy, in the topic or split from it. */
export const policyOf = (resource: Resource, stack: Stack): PolicyStatement[] =>
  [resource, ...stack.referring(resource, "arn", ["aws:sns/topicPolicy:TopicPolicy"])].flatMap(
    (holder) => statementsOf(holder, "policy") ?? [],
  );
