import type { Policy } from "../model/policy.ts";
import { topic } from "./types.ts";

export const snsTopicEnableEncryption: Policy = {
  name: "aws-sns-topic-enable-encryption",
  description: "A topic's messages are encrypted.",
  severity: "medium",
  controls: ["SNS-01"],
  remediation: "Set kmsMasterKeyId to a key whose policy allows the publishers.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/sns-controls.html#sns-1",
  types: [topic],
  check: (resource) => (resource.has("kmsMasterKeyId") ? [] : ["kmsMasterKeyId is unset; set a key"]),
};
