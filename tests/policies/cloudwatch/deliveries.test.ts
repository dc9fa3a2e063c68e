import { cloudwatchAlarmMissingOnDelivery } from "../../../policies/cloudwatch/alarm-missing-on-delivery.ts";
import { broken } from "../broken.ts";
import { drop } from "../mutate.ts";
import { cases } from "../policy-cases.ts";
import { resource } from "../support.ts";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const rule = (properties: Record<string, unknown> = {}) =>
  resource("aws:cloudwatch/eventRule:EventRule", "r", { name: "notices", ...properties });
const target = resource("aws:cloudwatch/eventTarget:EventTarget", "t", { rule: "notices", arn: "arn:topic" });
const group = resource("aws:scheduler/scheduleGroup:ScheduleGroup", "g", { name: "nightly" });
const schedule = (properties: Record<string, unknown> = { groupName: "nightly" }) =>
  resource("aws:scheduler/schedule:Schedule", "s", properties);
const topic = resource("aws:sns/topic:Topic", "topic", { arn: "arn:topic", name: "alerts" });
const subscription = resource("aws:sns/topicSubscription:TopicSubscription", "mail", { topic: "arn:topic" });
const alarm = (metricName: string, dimensions: Record<string, string>) => resource(alarmType, metricName, { metricName, dimensions });
const query = (id: string, metricName: string, dimensions: Record<string, string>) => ({ id, metric: { metricName, dimensions } });

cases(
  cloudwatchAlarmMissingOnDelivery,
  ["refuses a rule that no one watches", ["no alarm watches FailedInvocations; add a MetricAlarm"], rule(), target],
  [
    "is not content with how often it is called",
    ["no alarm watches FailedInvocations; add a MetricAlarm"],
    rule(),
    target,
    alarm("Invocations", { RuleName: "notices" }),
  ],
  ["passes an alarm by its name", "compliant", rule(), target, alarm("FailedInvocations", { RuleName: "notices" })],
  [
    "passes one metric of several",
    "compliant",
    rule(),
    target,
    resource(alarmType, "sum", {
      metricQueries: [query("a", "FailedInvocations", { RuleName: "x" }), query("b", "FailedInvocations", { RuleName: "notices" })],
    }),
  ],
  ["has no opinion on a rule without a target", "notApplicable", rule()],
  ["has no opinion on one that is off", "notApplicable", rule({ state: "DISABLED" }), target],
  ["refuses a group of schedules that no one watches", ["no alarm watches InvocationDroppedCount; add a MetricAlarm"], group, schedule()],
  ["passes one with an alarm", [], group, schedule(), alarm("InvocationDroppedCount", { ScheduleGroup: "nightly" })],
  ["refuses a schedule without a group", ["groupName is unset; set a group of its own, by which AWS counts lost events"], schedule({})],
  ["refuses a topic that no one watches", ["no alarm watches NumberOfNotificationsFailed; add a MetricAlarm"], topic, subscription],
  ["passes one with an alarm", "compliant", topic, subscription, alarm("NumberOfNotificationsFailed", { TopicName: "alerts" })],
  ["has no opinion on a topic that no one hears", "notApplicable", topic],
);

const lost = (name: string) => drop([alarmType, name]);
broken("CW-03", "calls of the canary that get lost", lost("canary-schedule-lost"));
broken("CW-03", "calls of the watch over backups that get lost", lost("backup-watch-lost"));
broken("CW-03", "notices about backups that do not arrive", lost("backup-notices-lost"));
broken("CW-03", "mails of alarms that do not arrive", lost("alerts-undelivered"));
broken("CW-03", "mails about logins of staff that do not arrive", lost("login-mails-undelivered"));
broken("CW-03", "findings that do not reach their queue", lost("findings-gathered-lost"), "demo-account");
broken("CW-03", "the break-glass notice that does not arrive", lost("break-glass-lost"), "demo-account");
broken("CW-03", "the account's mails that do not arrive", lost("alerts-undelivered"), "demo-account");
