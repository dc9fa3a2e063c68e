import { pages, type ServiceUse } from "./use.ts";

const guide = "https://docs.aws.amazon.com";
const invoke = { target: "function", verb: "calls", actions: [{ action: "lambda:InvokeFunction" }] } as const;

/** Services that call functions in their own name. */
export const functionUses: readonly ServiceUse[] = [
  {
    ...invoke,
    noun: "EventBridge target",
    types: ["aws:cloudwatch/eventTarget:EventTarget"],
    names: ["arn"],
    when: { roleArn: null },
    principals: ["events.amazonaws.com"],
    sends: { "aws:SourceArn": "arn:{partition}:events:{region}:{account}:rule/*" },
    source: pages.events,
  },
  {
    ...invoke,
    noun: "subscription",
    types: ["aws:sns/topicSubscription:TopicSubscription"],
    names: ["endpoint"],
    when: { protocol: ["lambda"] },
    principals: ["sns.amazonaws.com"],
    sends: { "aws:SourceArn": "{topic}" },
    source: `${guide}/lambda/latest/dg/with-sns.html`,
  },
  {
    ...invoke,
    noun: "log subscription",
    types: ["aws:cloudwatch/logSubscriptionFilter:LogSubscriptionFilter"],
    names: ["destinationArn"],
    principals: ["logs.amazonaws.com", "logs.{region}.amazonaws.com"],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:logs:{region}:{account}:log-group:*" },
    source: `${guide}/AmazonCloudWatch/latest/logs/SubscriptionFilters.html`,
  },
  {
    ...invoke,
    noun: "bucket's notices",
    verb: "call",
    types: ["aws:s3/bucketNotification:BucketNotification"],
    names: ["lambdaFunctions.*.lambdaFunctionArn"],
    principals: ["s3.amazonaws.com"],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:s3:::{bucket}" },
    source: `${guide}/lambda/latest/dg/with-s3.html`,
  },
  {
    ...invoke,
    noun: "alarm",
    types: ["aws:cloudwatch/metricAlarm:MetricAlarm", "aws:cloudwatch/compositeAlarm:CompositeAlarm"],
    names: ["alarmActions.*", "okActions.*", "insufficientDataActions.*"],
    principals: ["lambda.alarms.cloudwatch.amazonaws.com"],
    sends: { "aws:SourceAccount": "{account}", "aws:SourceArn": "arn:{partition}:cloudwatch:{region}:{account}:alarm:{name}" },
    source: `${guide}/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html`,
  },
  {
    ...invoke,
    noun: "rotation",
    types: ["aws:secretsmanager/secretRotation:SecretRotation"],
    names: ["rotationLambdaArn"],
    principals: ["secretsmanager.amazonaws.com"],
    sends: { "aws:SourceAccount": "{account}" },
    source: `${guide}/secretsmanager/latest/userguide/rotating-secrets-required-permissions-function.html`,
  },
];
