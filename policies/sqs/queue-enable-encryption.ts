import { demandTrue } from "../model/demands.ts";
import type { Policy } from "../model/policy.ts";
import { queue } from "./types.ts";

export const sqsQueueEnableEncryption: Policy = {
  name: "aws-sqs-queue-enable-encryption",
  description: "A queue's messages are encrypted.",
  severity: "medium",
  controls: ["SQS-01"],
  remediation: "Set kmsMasterKeyId, or sqsManagedSseEnabled: true if messages are not confidential.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html#sqs-1",
  types: [queue],
  check: (resource) => (resource.has("kmsMasterKeyId") ? [] : demandTrue(resource, "sqsManagedSseEnabled")),
};
