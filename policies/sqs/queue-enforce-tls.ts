import { refusesPlain } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { policyOf, queue } from "./types.ts";

export const sqsQueueEnforceTls: Policy = {
  name: "aws-sqs-queue-enforce-tls",
  description: "A queue refuses requests without TLS.",
  severity: "medium",
  controls: ["SQS-03"],
  remediation: "Deny sqs:* to all principals if aws:SecureTransport is false.",
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  types: [queue],
  check: (resource, stack) =>
    policyOf(resource, stack).some((statement) => refusesPlain(statement, ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"]))
      ? []
      : ["the queue's policy does not deny all requests without TLS; add a statement that does"],
};
