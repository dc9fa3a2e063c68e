import { admitsAnybody } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { policyOf, queue } from "./types.ts";

export const sqsQueueDisallowPublicAccess: Policy = {
  name: "aws-sqs-queue-disallow-public-access",
  description: "Not everybody sends to a queue or reads it.",
  severity: "critical",
  controls: ["SQS-02"],
  remediation: "Name principals, or add a condition on aws:SourceAccount or aws:SourceArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-3",
  types: [queue],
  check: (resource, stack) =>
    policyOf(resource, stack)
      .filter(admitsAnybody)
      .map(({ actions }) => `a statement lets in anybody to ${actions.join(", ")}; name principals`),
};
