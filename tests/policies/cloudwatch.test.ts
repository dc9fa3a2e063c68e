import { cloudwatchAlarmEnableActions } from "../../policies/cloudwatch/alarm-enable-actions.ts";
import { cloudwatchAlarmMissingOnResource } from "../../policies/cloudwatch/alarm-missing-on-resource.ts";
import { cloudwatchAlarmMissingSubscriber } from "../../policies/cloudwatch/alarm-missing-subscriber.ts";
import { cloudwatchCanaryMissingOnStore } from "../../policies/cloudwatch/canary-missing-on-store.ts";
import { cloudwatchEventRuleMissingOnFindings } from "../../policies/cloudwatch/event-rule-missing-on-findings.ts";
import { cloudwatchLogGroupConfigureRetention } from "../../policies/cloudwatch/log-group-configure-retention.ts";
import { cloudwatchLogGroupEnableEncryption } from "../../policies/cloudwatch/log-group-enable-encryption.ts";
import { cases, stackItself } from "./policy-cases.ts";
import { resource, unknown, urnOf } from "./support.ts";

const group = (properties: Record<string, unknown>) => resource("aws:cloudwatch/logGroup:LogGroup", "group", properties);
const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const topicType = "aws:sns/topic:Topic";
const alarm = (properties: Record<string, unknown>) => resource(alarmType, "alarm", { name: "alarm", ...properties });
const composite = (alarmRule: unknown) =>
  resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "all", { alarmRule, alarmActions: ["arn:topic"] });
const topic = resource(topicType, "topic", { arn: "arn:topic", name: "topic" });
const subscription = resource("aws:sns/topicSubscription:TopicSubscription", "mail", { topic: "arn:topic" });
const made = resource(
  alarmType,
  "made",
  { alarmActions: [unknown] },
  { propertyDependencies: { alarmActions: [urnOf(topicType, "topic")] } },
);
const noOne = ["the topic receives alarms or events and has no subscriber; add a TopicSubscription"];
const database = resource("aws:rds/instance:Instance", "database", { identifier: "shop" });
const balancer = (internal: boolean) => resource("aws:lb/loadBalancer:LoadBalancer", "alb", { internal });
const ourAlarm = (metricName: string, treatMissingData?: string) =>
  resource(alarmType, metricName, { namespace: "xcart/test-prod", metricName, treatMissingData });
const canary = resource("aws:synthetics/canary:Canary", "checkout", { name: "checkout" });
const detector = resource("aws:guardduty/detector:Detector", "detector");
const rule = (change: Record<string, unknown> = {}) =>
  resource("aws:cloudwatch/eventRule:EventRule", "findings", { name: "findings", eventPattern: '{"source":["aws.guardduty"]}', ...change });
const target = resource("aws:cloudwatch/eventTarget:EventTarget", "findings", { rule: "findings", arn: "arn:topic" });
const toQueue = resource("aws:cloudwatch/eventTarget:EventTarget", "findings", { rule: "findings", arn: "arn:queue" });
const queue = resource("aws:sqs/queue:Queue", "findings", { arn: "arn:queue" });
const reader = resource("aws:lambda/eventSourceMapping:EventSourceMapping", "findings", { eventSourceArn: "arn:queue" });
const unheard = ["no rule sends findings of aws.guardduty to a topic with a subscriber; add an EventRule"];

cases(
  cloudwatchLogGroupConfigureRetention,
  ["passes a year", "compliant", group({ retentionInDays: 365 })],
  ["refuses a month", ["retentionInDays is 30; set 365 or more"], group({ retentionInDays: 30 })],
  ["passes AWS's default, which is for ever", "compliant", group({})],
  ["passes the same as an export has it", "compliant", group({ retentionInDays: 0 })],
  ["has no opinion on deliveries", "notApplicable", group({ logGroupClass: "DELIVERY" })],
  [
    "does not know what is known after apply",
    "unknown",
    resource("aws:cloudwatch/logGroup:LogGroup", "g", { retentionInDays: unknown }, { propertyDependencies: { retentionInDays: ["urn"] } }),
  ],
);

cases(
  cloudwatchLogGroupEnableEncryption,
  ["passes a key", "compliant", group({ kmsKeyId: "arn:key" })],
  ["refuses none", ["kmsKeyId is unset; set a customer-managed key"], group({})],
);

cases(
  cloudwatchAlarmEnableActions,
  ["passes an action", "compliant", alarm({ alarmActions: ["arn:topic"] })],
  ["refuses none", ["alarmActions is unset; set a topic"], alarm({ alarmActions: [], okActions: ["arn:topic"] })],
  ["refuses one switched off", ["actionsEnabled is false; set true"], alarm({ alarmActions: ["arn:topic"], actionsEnabled: false })],
  ["passes a part of a composite alarm", [], alarm({}), composite('ALARM("alarm")')],
  [
    "refuses a composite alarm that is silent",
    ["alarmActions is unset; set a topic"],
    resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "all", { alarmRule: "ALARM(x)" }),
  ],
);

cases(
  cloudwatchAlarmMissingSubscriber,
  ["passes with a subscriber", "compliant", topic, made, subscription],
  ["refuses none, as a preview has it", noOne, topic, made],
  ["refuses none, as an export has it", noOne, topic, alarm({ alarmActions: ["arn:topic"] })],
  ["has no opinion on a topic that no alarm uses", "notApplicable", topic],
);

cases(
  cloudwatchAlarmMissingOnResource,
  ["refuses a database that no one watches", ["no alarm watches it; add a MetricAlarm"], database],
  ["passes by its name in an export", "compliant", database, alarm({ dimensions: { DBInstanceIdentifier: "shop" } })],
  [
    "passes by what it was made of",
    "compliant",
    database,
    resource(
      alarmType,
      "a",
      { dimensions: unknown },
      { propertyDependencies: { dimensions: [urnOf("aws:rds/instance:Instance", "database")] } },
    ),
  ],
);

const walked = [ourAlarm("CanaryFailedPages", "breaching")];
cases(
  cloudwatchCanaryMissingOnStore,
  [
    "refuses a public store without",
    ["no canary visits the store, or no alarm fires when its data is missing; deploy the Canary with its alarms"],
    stackItself("prod"),
    balancer(false),
  ],
  ["refuses one that no alarm watches", ["no alarm watches the canary; add a MetricAlarm"], stackItself("prod"), balancer(false), canary],
  [
    "passes one with an alarm",
    "compliant",
    stackItself("prod"),
    balancer(false),
    canary,
    alarm({ dimensions: { CanaryName: "checkout" } }),
  ],
  ["passes our own with an alarm on its silence", "compliant", stackItself("prod"), balancer(false), ...walked],
  [
    "refuses our own that may be muted",
    ["no canary visits the store, or no alarm fires when its data is missing; deploy the Canary with its alarms"],
    stackItself("prod"),
    balancer(false),
    ourAlarm("CanaryFailedPages"),
  ],
  ["asks nothing of an internal one", "notApplicable", stackItself("prod"), balancer(true)],
);

cases(
  cloudwatchEventRuleMissingOnFindings,
  ["refuses none", unheard, detector],
  ["passes rule, target, topic and subscriber", "compliant", detector, rule(), target, topic, subscription],
  ["refuses a topic that no one hears", unheard, detector, rule(), target, topic],
  ["passes a queue that a function reads", "compliant", detector, rule(), toQueue, queue, reader],
  ["refuses a queue that no one reads", unheard, detector, rule(), toQueue, queue],
  ["refuses a rule switched off", unheard, detector, rule({ state: "DISABLED" }), target, topic, subscription],
  ["refuses a rule for something else", unheard, detector, rule({ eventPattern: '{"source":["aws.ec2"]}' }), target, topic, subscription],
  [
    "passes by way of Security Hub",
    [],
    detector,
    resource("aws:securityhub/account:Account", "hub"),
    rule({ eventPattern: '{"source":["aws.securityhub"]}' }),
    target,
    topic,
    subscription,
  ],
);
