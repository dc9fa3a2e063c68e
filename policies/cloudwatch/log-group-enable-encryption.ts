import type { Policy } from "../model/policy.ts";

export const cloudwatchLogGroupEnableEncryption: Policy = {
  name: "aws-cloudwatch-log-group-enable-encryption",
  description: "Logs are encrypted with a customer-managed key.",
  severity: "medium",
  controls: ["CW-02"],
  remediation: "Set kmsKeyId to a customer-managed key whose policy allows CloudWatch Logs.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: (group) => (group.has("kmsKeyId") ? [] : ["kmsKeyId is unset; set a customer-managed key"]),
};
