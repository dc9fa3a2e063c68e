import { existsSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { Alarms } from "../../../components/alarms/alarms.ts";
import { AlertTopic } from "../../../components/alarms/alert-topic.ts";
import { lostCalls, lostNotices } from "../../../components/alarms/delivery-plan.ts";
import { deploy, type Registration } from "../../support/offline.ts";
import { accountId, ofType, only, region } from "../registrations.ts";
import { alarmOf, certificate, named, plans, registered } from "./plans.ts";

let alarms: readonly Registration[] = [];
beforeAll(async () => {
  alarms = await registered();
});

describe("every alarm", () => {
  test("is registered once, and tells the topic when it rings and when all is well", () => {
    const metrics = ofType(alarms, "aws:cloudwatch/metricAlarm:MetricAlarm");
    expect(metrics.map(({ name }) => name)).toEqual(named(plans).sort());
    expect(new Set(named(plans)).size).toBe(plans.length);
    for (const { inputs } of metrics) {
      expect([inputs.alarmActions, inputs.okActions, inputs.actionsEnabled]).toEqual([["arn:topic"], ["arn:topic"], true]);
    }
  });

  test("says what is wrong and which page says what to do", () => {
    for (const { name, meaning, runbook } of plans) {
      expect(alarmOf(alarms, name).alarmDescription).toBe(`${meaning}. What to do: docs/operations/${runbook}.md`);
      expect(meaning).toMatch(/^\S.*[^.]$/);
    }
  });

  test("has a runbook that is there", () => {
    const missing = [...new Set(plans.map(({ runbook }) => `docs/operations/${runbook}.md`))].filter(
      (page) => !existsSync(new URL(`../../../${page}`, import.meta.url)),
    );
    expect(missing).toEqual([]);
  });
});

test("errors of nodes count for nothing while the store is closed", () => {
  const { metricQueries, metricName } = alarmOf(alarms, "node-errors");
  expect(metricName).toBeUndefined();
  expect(metricQueries).toEqual([
    { id: "counts", expression: "IF(FILL(excuse, 0) > 0, 0, FILL(counted, 0))", label: "HTTPCode_Target_5XX_Count", returnData: true },
    expect.objectContaining({ id: "counted", metric: expect.objectContaining({ metricName: "HTTPCode_Target_5XX_Count", stat: "Sum" }) }),
    {
      id: "excuse",
      metric: { namespace: "xcart-nodes/test", metricName: "StoreClosed", dimensions: { stack: "test" }, stat: "Maximum", period: 300 },
    },
  ]);
});

test("an alarm on a share counts two metrics, a missing one as none, and waits for enough of them", () => {
  const { metricQueries, metricName, period, threshold } = alarmOf(alarms, "firewall-share");
  const counted = (id: string, metric: string) => ({
    id,
    metric: {
      namespace: "AWS/WAFV2",
      metricName: metric,
      dimensions: { WebACL: "test-firewall", Region: region, Rule: "ALL" },
      stat: "Sum",
      period: 300,
    },
  });
  expect(metricQueries).toEqual([
    { id: "share", expression: "IF(all < 500, 0, 100 * part / all)", label: "percent", returnData: true },
    { id: "all", expression: "part + rest" },
    { id: "part", expression: "FILL(counted, 0)" },
    { id: "rest", expression: "FILL(others, 0)" },
    counted("counted", "BlockedRequests"),
    counted("others", "AllowedRequests"),
  ]);
  expect([metricName, period, threshold]).toEqual([undefined, undefined, 33]);
});

test("an alarm on what is lost adds up what several senders lost, and takes what there is", () => {
  const lost = lostCalls("watch-schedule", { by: { group: "test-watch" }, functionName: "test-watch" });
  expect([lost.metric, ...(lost.plus ?? []).map(({ metric }) => metric)]).toEqual([
    "InvocationDroppedCount",
    "TargetErrorCount",
    "AsyncEventsDropped",
  ]);
  const many = lostNotices(
    "notices",
    Array.from({ length: 12 }, (_, i) => `rule-${i}`),
  );
  expect(many.map(({ name, plus = [] }) => [name, plus.length + 1])).toEqual([
    ["notices-lost", 10],
    ["notices-more-lost", 2],
  ]);
});

test("an alarm on a percentile ignores too few values, and asks for three in a row", () => {
  expect(alarmOf(alarms, "slow-answers")).toEqual({
    alarmDescription: "One request in twenty is slow. What to do: docs/operations/slow-answers.md",
    namespace: "AWS/ApplicationELB",
    metricName: "TargetResponseTime",
    dimensions: { LoadBalancer: "app/alb/1", TargetGroup: "targetgroup/web/2" },
    extendedStatistic: "p95",
    evaluateLowSampleCountPercentiles: "ignore",
    comparisonOperator: "GreaterThanThreshold",
    threshold: 3,
    period: 300,
    evaluationPeriods: 3,
    treatMissingData: "notBreaching",
    actionsEnabled: true,
    alarmActions: ["arn:topic"],
    okActions: ["arn:topic"],
  });
});

test("alarms wait for what must be there first", async () => {
  const registrations = await deploy(() => {
    const topic = new AlertTopic("alerts", { region, accountId, contacts: [], keyArn: "arn:log-key" });
    new Alarms("alarms", { plan: certificate.slice(0, 1), topicArn: "arn:topic", after: [topic] });
  });
  const { dependencies } = only(registrations, "aws:cloudwatch/metricAlarm:MetricAlarm");
  expect(dependencies).toContain(only(registrations, "aws:sns/topic:Topic").urn);
});
