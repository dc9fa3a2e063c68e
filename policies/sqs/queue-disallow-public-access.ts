import { admitsAnyone } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { policyOf, queue } from "./types.ts";

export const sqsQueueDisallowPublicAccess: Policy = {
  name: "aws-sqs-queue-disallow-public-access",
  description: "Queues are not public: only named principals send to them and read them.",
  severity: "critical",
  controls: ["SQS-02"],
  remediation: "Name principals, or add a condition on aws:SourceAccount or aws:SourceArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-3",
  types: [queue],
  check: (resource, stack) =>
    policyOf(resource, stack)
      .filter(admitsAnyone)
      .map(({ actions }) => `a statement allows ${actions.join(", ")} to all principals; name principals`),
};
