import { beforeAll, describe, expect, test } from "@jest/globals";
import { FindingMails } from "../../../components/detection/finding-mails.ts";
import { isRecord } from "../../../domain/values.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { decide, decideFor } from "../iam.ts";
import { accountId, only, region, textOf, withoutTags } from "../registrations.ts";

const suppression = { finding: "S3.8", resource: "*", reason: "exports are public on purpose", until: "2026-12-31" };
const topicArn = `arn:aws:sns:${region}:${accountId}:test-alerts`;
const keyArn = `arn:aws:kms:${region}:${accountId}:key/logs`;
const queueArn = `arn:aws:sqs:${region}:${accountId}:test-findings`;

let stack: readonly Registration[] = [];
beforeAll(async () => {
  stack = await deploy(
    () =>
      new FindingMails("findings", {
        region,
        accountId,
        leastSeverity: "critical",
        suppressions: [suppression],
        topicArn,
        logKeyArn: keyArn,
        logRetentionDays: 400,
      }),
  );
});

describe("findings", () => {
  test("of the least severity, strangers' access, and what is over, come to the queue, from this rule only", () => {
    const rule = only(stack, "aws:cloudwatch/eventRule:EventRule");
    expect(JSON.parse(textOf(rule.inputs.eventPattern))).toEqual({
      source: ["aws.securityhub"],
      "detail-type": ["Security Hub Findings - Imported"],
      detail: {
        findings: {
          $or: [
            { Severity: { Label: ["CRITICAL"] } },
            { Types: [{ suffix: "External Access Granted" }] },
            { Compliance: { Status: ["PASSED"] } },
            { RecordState: ["ARCHIVED"] },
          ],
        },
      },
    });
    const policy = only(stack, "aws:sqs/queuePolicy:QueuePolicy", "findings");
    const send = (source: string, tls = "true") =>
      decide(policy.inputs.policy, {
        principal: "events.amazonaws.com",
        action: "sqs:SendMessage",
        resource: queueArn,
        context: { "aws:SourceArn": source, "aws:SourceAccount": accountId, "aws:SecureTransport": tls },
      });
    const ruleArn = `arn:aws:events:${region}:${accountId}:rule/test-findings`;
    expect([send(ruleArn), send(`${ruleArn}-other`), send(ruleArn, "false")]).toEqual(["allowed", "unmentioned", "denied"]);
    expect(only(stack, "aws:cloudwatch/eventTarget:EventTarget").dependencies).toContain(policy.urn);
  });

  test("are gathered for five minutes, tried ten times, then set aside where an alarm sees them", () => {
    expect(withoutTags(only(stack, "aws:lambda/eventSourceMapping:EventSourceMapping"))).toEqual({
      eventSourceArn: "arn:aws:test:::findings",
      functionName: "arn:aws:test:::findings",
      batchSize: 1000,
      maximumBatchingWindowInSeconds: 300,
      scalingConfig: { maximumConcurrency: 2 },
    });
    const { redrivePolicy, visibilityTimeoutSeconds } = only(stack, "aws:sqs/queue:Queue", "findings").inputs;
    expect(JSON.parse(textOf(redrivePolicy))).toEqual({ deadLetterTargetArn: "arn:aws:test:::findings-failed", maxReceiveCount: 10 });
    expect(visibilityTimeoutSeconds).toBe(660);
    expect(only(stack, "aws:cloudwatch/metricAlarm:MetricAlarm", "findings-failed").inputs).toMatchObject({
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 0,
    });
  });
});

describe("the function", () => {
  const ask = (action: string, resource: string, context: Record<string, string> = {}) => {
    return decideFor([only(stack, "aws:iam/policy:Policy", "findings").inputs.policy], { action, resource, context });
  };

  test("may use its table, its queue, one topic, and the key through them, and nothing else", () => {
    const table = `arn:aws:dynamodb:${region}:${accountId}:table/test-findings`;
    const via = (service: string) => ({ "kms:ViaService": `${service}.${region}.amazonaws.com` });
    expect([
      ask("dynamodb:UpdateItem", table),
      ask("dynamodb:UpdateItem", `${table}-other`),
      ask("dynamodb:DeleteTable", table),
      ask("sqs:ReceiveMessage", queueArn),
      ask("sqs:SendMessage", queueArn),
      ask("sns:Publish", topicArn),
      ask("sns:Publish", `${topicArn}-other`),
      ask("kms:Decrypt", keyArn, via("dynamodb")),
      ask("kms:GenerateDataKey", keyArn, via("sns")),
      ask("kms:Decrypt", keyArn, via("s3")),
      ask("kms:Decrypt", keyArn),
    ]).toEqual([
      ...["allowed", "unmentioned", "unmentioned", "allowed", "unmentioned", "allowed", "unmentioned", "allowed", "allowed"],
      ...["unmentioned", "unmentioned"],
    ]);
  });

  test("is told where to write and what is bad enough, and reports on Mondays", () => {
    const { environment } = only(stack, "aws:lambda/function:Function").inputs;
    const variables = isRecord(environment) && isRecord(environment.variables) ? environment.variables : {};
    expect(JSON.parse(textOf(variables.FINDING_MAIL))).toEqual({
      stack: "test",
      topicArn,
      table: "test-findings",
      leastSeverity: "critical",
    });
    expect(variables.FINDING_RUNBOOK).toBe("docs/operations/finding-triage.md");
    expect(only(stack, "aws:scheduler/schedule:Schedule").inputs).toMatchObject({
      scheduleExpression: "cron(0 7 ? * MON *)",
      scheduleExpressionTimezone: "UTC",
      target: { input: '{"findings":"report"}' },
    });
  });

  test("finds the suppressions in its table, which is protected and encrypted", () => {
    const item = JSON.parse(textOf(only(stack, "aws:dynamodb/tableItem:TableItem").inputs.item));
    expect([item.id, JSON.parse(item.value.S)]).toEqual([{ S: "suppressions" }, [suppression]]);
    const table = only(stack, "aws:dynamodb/table:Table");
    expect(table.inputs).toMatchObject({ deletionProtectionEnabled: true, serverSideEncryption: { enabled: true, kmsKeyArn: keyArn } });
    expect(table.options.protect).toBe(true);
  });
});
