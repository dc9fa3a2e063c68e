import { type PolicyStatement, statementsOf } from "../model/documents.ts";
import type { Resource, Stack } from "../model/stack.ts";

export const queue = "aws:sqs/queue:Queue";

/** The statements of a queue's policy, in the queue or split from it. */
export const policyOf = (resource: Resource, stack: Stack): PolicyStatement[] =>
  [resource, ...stack.referring(resource, "queueUrl", ["aws:sqs/queuePolicy:QueuePolicy"])].flatMap(
    (holder) => statementsOf(holder, "policy") ?? [],
  );
