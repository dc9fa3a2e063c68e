import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a store consists of for the most part, and how many of each: 500 in all. */
const counts = { alarm: 150, role: 60, policy: 60, log: 50, rule: 40, group: 40, queue: 30, topic: 30, secret: 20, bucket: 20 } as const;

type Kind = keyof typeof counts;

/** A CDK program of such a store, with cdk-nag's rules for AWS and for PCI DSS. */
export function cdkApp(): string {
  const made: Readonly<Record<Kind, string>> = {
    alarm:
      "new cdk.aws_cloudwatch.CfnAlarm(stack, id, { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, metricName: id, namespace: 'Shop', period: 60, statistic: 'Sum', threshold: 1 })",
    role: "new cdk.aws_iam.Role(stack, id, { assumedBy: new cdk.aws_iam.ServicePrincipal('lambda.amazonaws.com') })",
    policy:
      "new cdk.aws_iam.ManagedPolicy(stack, id, { statements: [new cdk.aws_iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::shop-' + at + '/a'] })] })",
    log: "new cdk.aws_logs.LogGroup(stack, id)",
    rule: "new cdk.aws_events.CfnRule(stack, id, { scheduleExpression: 'rate(1 day)' })",
    group: "new cdk.aws_ec2.CfnSecurityGroup(stack, id, { groupDescription: id, vpcId: 'vpc-1' })",
    queue: "new cdk.aws_sqs.CfnQueue(stack, id)",
    topic: "new cdk.aws_sns.CfnTopic(stack, id)",
    secret: "new cdk.aws_secretsmanager.Secret(stack, id)",
    bucket: "new cdk.aws_s3.CfnBucket(stack, id)",
  };
  const loops = Object.entries(counts).map(([kind, count]) => {
    const create = Object.entries(made).find(([name]) => name === kind)?.[1];
    return `for (let at = 0; at < ${count}; at++) { const id = '${kind}' + at; ${create}; }`;
  });
  return [
    "const cdk = require('aws-cdk-lib');",
    "const { AwsSolutionsChecks, PCIDSS321Checks } = require('cdk-nag');",
    "const app = new cdk.App({ outdir: 'cdk.out' });",
    "const stack = new cdk.Stack(app, 'store');",
    ...loops,
    "cdk.Aspects.of(app).add(new AwsSolutionsChecks());",
    "cdk.Aspects.of(app).add(new PCIDSS321Checks());",
    "app.synth();",
  ].join("\n");
}

/** Writes Terraform's files of such a store. */
export function terraformFiles(folder: string): void {
  const made: Readonly<Record<Kind, readonly [type: string, body: string]>> = {
    alarm: [
      "aws_cloudwatch_metric_alarm",
      'alarm_name = "NAME"\n comparison_operator = "GreaterThanThreshold"\n evaluation_periods = 1\n metric_name = "NAME"\n namespace = "Shop"\n period = 60\n statistic = "Sum"\n threshold = 1',
    ],
    role: [
      "aws_iam_role",
      'assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }] })',
    ],
    policy: [
      "aws_iam_policy",
      'policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::NAME/a" }] })',
    ],
    log: ["aws_cloudwatch_log_group", 'name = "NAME"'],
    rule: ["aws_cloudwatch_event_rule", 'schedule_expression = "rate(1 day)"'],
    group: ["aws_security_group", 'description = "NAME"\n vpc_id = "vpc-1"'],
    queue: ["aws_sqs_queue", 'name = "NAME"'],
    topic: ["aws_sns_topic", 'name = "NAME"'],
    secret: ["aws_secretsmanager_secret", 'name = "NAME"'],
    bucket: ["aws_s3_bucket", 'bucket = "NAME"'],
  };
  const blocks = Object.entries(made).flatMap(([kind, [type, body]]) => {
    const count = Object.entries(counts).find(([name]) => name === kind)?.[1] ?? 0;
    return Array.from({ length: count }, (_, at) => `resource "${type}" "${kind}${at}" {\n ${body.replaceAll("NAME", `${kind}${at}`)}\n}`);
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "main.tf"), `${blocks.join("\n")}\n`);
}
