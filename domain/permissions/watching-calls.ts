import type { ProviderCall } from "./permission.ts";
import { calls } from "./recorded-by-hand.ts";

const muteRule = "aws:cloudwatch/alarmMuteRule:AlarmMuteRule";
const ofRule = (operations: Parameters<typeof calls>[2]) =>
  calls(muteRule, "cloudwatch", operations, "arn:aws:cloudwatch:{region}:{account}:alarm-mute-rule:{stack}-*");
const dashboard = calls(
  "aws:cloudwatch/dashboard:Dashboard",
  "cloudwatch",
  [
    ["create", "PutDashboard"],
    ["read", "GetDashboard"],
    ["update", "PutDashboard"],
    ["delete", "DeleteDashboards"],
  ],
  "arn:aws:cloudwatch::{account}:dashboard/{stack}",
);

/**
 * Calls of dashboards, saved queries and mute rules; a rule is newer than the recorded provider. Source: the operations of
 * docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference and /AmazonCloudWatchLogs/latest/APIReference.
 */
export const watchingCalls: readonly ProviderCall[] = [
  ...dashboard,
  ...dashboard.map((call) => ({ ...call, ofAccount: true })),
  ...ofRule([
    ["create", "PutAlarmMuteRule"],
    ["read", "GetAlarmMuteRule"],
    ["read", "ListTagsForResource"],
    ["update", "PutAlarmMuteRule"],
    ["update", "TagResource"],
    ["update", "UntagResource"],
    ["delete", "DeleteAlarmMuteRule"],
  ]),
  // Asked for the rule, and for each alarm that it mutes.
  ...calls(
    muteRule,
    "cloudwatch",
    [
      ["create", "PutAlarmMuteRule"],
      ["update", "PutAlarmMuteRule"],
    ],
    "arn:aws:cloudwatch:{region}:{account}:alarm:{stack}-*",
  ),
  ...calls(
    "aws:cloudwatch/queryDefinition:QueryDefinition",
    "logs",
    [
      ["create", "PutQueryDefinition"],
      ["read", "DescribeQueryDefinitions"],
      ["update", "PutQueryDefinition"],
      ["delete", "DeleteQueryDefinition"],
    ],
    "*",
  ),
];
