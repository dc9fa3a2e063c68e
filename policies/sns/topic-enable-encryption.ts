import type { Policy } from "../model/policy.ts";
import { topic } from "./types.ts";

export const snsTopicEnableEncryption: Policy = {
  name: "aws-sns-topic-enable-encryption",
  description: "What a topic passes on is encrypted.",
  severity: "medium",
  controls: ["SNS-01"],
  remediation: "Set kmsMasterKeyId to a key whose policy admits who publishes.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",
  types: [topic],
  check: (resource) => (resource.has("kmsMasterKeyId") ? [] : ["kmsMasterKeyId is unset; set a key"]),
};
