import { cloudwatchMetricFilterMissingInAccount } from "../../../policies/cloudwatch/metric-filter-missing-in-account.ts";
import { cases, stackItself } from "../policy-cases.ts";
import { resource } from "../support.ts";

const filter = (name: string, pattern: string) =>
  resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", name, { pattern, metricTransformation: { name, namespace: "trail" } });
const alarm = (metricName: string) => resource("aws:cloudwatch/metricAlarm:MetricAlarm", metricName, { metricName });
const rootFilter = filter("root", '{ $.userIdentity.type = "Root" && $.eventType != "AwsServiceEvent" }');
/** Every other pattern that an account needs, in one. */
const others = filter(
  "others",
  '"UnauthorizedOperation" "MFAUsed" "Failed authentication" StopLogging StopConfigurationRecorder ScheduleKeyDeletion PutBucketPolicy AuthorizeSecurityGroupIngress CreateNetworkAclEntry AttachInternetGateway CreateRoute CreateVpc',
);
const policyFilter = filter("policies", "{ ($.eventName = DeleteRolePolicy) || ($.eventName = PutRolePolicy) }");

cases(cloudwatchMetricFilterMissingInAccount, [
  "refuses a filter that no alarm listens to",
  ["no alarm fires on use of the root user; add a LogMetricFilter and a MetricAlarm"],
  stackItself("account"),
  rootFilter,
  policyFilter,
  others,
  alarm("policies"),
  alarm("others"),
]);

cases(cloudwatchMetricFilterMissingInAccount, [
  "refuses a filter that looks for a table of routes only",
  ["no alarm fires on changes of routes; add a LogMetricFilter and a MetricAlarm"],
  stackItself("account"),
  rootFilter,
  policyFilter,
  filter("others", String(others.outputs?.pattern).replace("CreateRoute ", "CreateRouteTable ")),
  alarm("root"),
  alarm("policies"),
  alarm("others"),
]);
