import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import type { Stack } from "../model/stack.ts";
import { metricAlarmType } from "./types.ts";

/** What the filter patterns of Security Hub's CloudWatch.1 and CloudWatch.4 look for. */
const looksFor = [
  { what: "use of the root user", in: (pattern: string) => pattern.includes("userIdentity.type") && /"?Root"?/.test(pattern) },
  { what: "changes of IAM policies", in: (pattern: string) => /PutRolePolicy|AttachRolePolicy|CreatePolicyVersion/.test(pattern) },
];

export const cloudwatchMissingAccountAlarms: Policy = {
  name: "aws-cloudwatch-metric-filter-missing-in-account",
  description: "An alarm rings when somebody uses the root user, and when somebody changes IAM policies.",
  severity: "high",
  remediation: "Add a LogMetricFilter on the trail's log group, and a MetricAlarm on its metric, for each.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-1",
  types: [wholeStack],
  check: (_, stack) =>
    stack.isHome
      ? looksFor
          .filter((wanted) => !rings(stack, wanted.in))
          .map(({ what }) => `no alarm rings on ${what}; add a metric filter and an alarm`)
      : undefined,
};

function rings(stack: Stack, matches: (pattern: string) => boolean): boolean {
  const filters = stack.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter").filter((filter) => matches(filter.text("pattern") ?? ""));
  return filters.some((filter) => {
    const metric = filter.text("metricTransformation.name");
    return stack
      .ofType(metricAlarmType)
      .some((alarm) => alarm.text("metricName") === metric || stack.refersTo(alarm, "metricName", filter));
  });
}
