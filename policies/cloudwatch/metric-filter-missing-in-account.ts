import type { Policy } from "../model/policy.ts";
import { wholeStack } from "../model/policy.ts";
import { asksHome } from "../model/presence.ts";
import type { Stack } from "../model/stack.ts";
import { metricAlarmType } from "./types.ts";

const calls = (what: string, named: RegExp) => ({ what, in: (pattern: string) => named.test(pattern) });

/**
 * Patterns of Security Hub's CloudWatch.1 to CloudWatch.14 (the CIS AWS Foundations Benchmark), each recognized by one of its calls.
 * Source: docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */
const looksFor = [
  { what: "use of the root user", in: (pattern: string) => pattern.includes("userIdentity.type") && /"?Root"?/.test(pattern) },
  calls("changes of IAM policies", /PutRolePolicy|AttachRolePolicy|CreatePolicyVersion/),
  calls("refused calls", /UnauthorizedOperation/),
  calls("sign-ins without a second factor", /MFAUsed/),
  calls("failed sign-ins", /Failed authentication/),
  calls("changes of the trail", /StopLogging/),
  calls("changes of AWS Config", /StopConfigurationRecorder/),
  calls("the deletion of keys", /ScheduleKeyDeletion/),
  calls("changes of buckets' policies", /PutBucketPolicy/),
  calls("changes of security groups", /AuthorizeSecurityGroupIngress/),
  calls("changes of network ACLs", /CreateNetworkAclEntry/),
  calls("changes of gateways", /AttachInternetGateway/),
  calls("changes of routes", /CreateRoute\b/),
  calls("changes of VPCs", /CreateVpc\b/),
];

export const cloudwatchMetricFilterMissingInAccount: Policy = {
  name: "aws-cloudwatch-metric-filter-missing-in-account",
  description: "Alarms fire on use of the root user, on changes of permissions, networks, keys and audit logs, and on attempts at them.",
  severity: "high",
  controls: ["CW-04"],
  remediation: "Add a LogMetricFilter on the trail's log group, and a MetricAlarm on its metric, for each.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html#cloudwatch-1",
  types: [wholeStack],
  check: (_, stack) =>
    asksHome(stack, "trail")
      ? looksFor
          .filter((wanted) => !rings(stack, wanted.in))
          .map(({ what }) => `no alarm fires on ${what}; add a LogMetricFilter and a MetricAlarm`)
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
