import type { Policy } from "../model/policy.ts";

/** PCI DSS v4.0.1 10.5.1: twelve months. */
const minDays = 365;

export const cloudwatchLogGroupConfigureRetention: Policy = {
  name: "aws-cloudwatch-log-group-configure-retention",
  description: "Logs are kept for at least a year.",
  severity: "medium",
  controls: ["CW-01"],
  remediation: "Set retentionInDays to 365 or more, or remove it to keep logs forever.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-16",
  types: ["aws:cloudwatch/logGroup:LogGroup"],
  check: (group) => {
    // AWS decides how long a delivery group keeps logs: two days, on their way to a bucket.
    if (group.text("logGroupClass") === "DELIVERY") return undefined;
    const days = group.number("retentionInDays");
    // None, as AWS has it by default, is for ever.
    return !days || days >= minDays ? [] : [`retentionInDays is ${days}; set ${minDays} or more`];
  },
};
