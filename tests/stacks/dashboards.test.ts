import { beforeAll, describe, expect, test } from "@jest/globals";
import type { GraphResource } from "../../cli/offline/graph.ts";
import { dashboardLimits } from "../../components/dashboard/plan.ts";
import { restTitle } from "../../components/dashboard/sections.ts";
import { isRecord } from "../../domain/values.ts";
import { at, graphWith, nameOf, ofType } from "./graphs.ts";

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";
const runbooksUrl = "https://git.example.com/shop/hosting/src/main/docs/operations";
const stacks = ["demo-prod", "demo-staging", "demo-dev", "demo-account"] as const;

interface Widget {
  readonly type: unknown;
  readonly properties: unknown;
}

/** The widgets of a stack's only dashboard. */
function widgetsOf(graph: readonly GraphResource[]): Widget[] {
  const [dashboard, ...others] = ofType(graph, "aws:cloudwatch/dashboard:Dashboard");
  expect(others).toEqual([]);
  const body: unknown = JSON.parse(String(at(dashboard, "inputs", "dashboardBody")));
  return [at(body, "widgets")].flat().flatMap((one) => (isRecord(one) ? [{ type: one.type, properties: one.properties }] : []));
}

const listIn = (widget: Widget, property: string): unknown[] => [at(widget.properties, property) ?? []].flat();

describe.each(stacks)("the dashboard of %s", (stack) => {
  let graph: readonly GraphResource[] = [];
  let widgets: Widget[] = [];
  let alarms: GraphResource[] = [];
  beforeAll(async () => {
    graph = await graphWith(stack, { alarms: { runbooksUrl } });
    widgets = widgetsOf(graph);
    alarms = ofType(graph, alarmType);
  });

  test("has the stack's name", () => {
    expect(ofType(graph, "aws:cloudwatch/dashboard:Dashboard").map((one) => at(one, "inputs", "dashboardName"))).toEqual([stack]);
  });

  test("shows each alarm exactly once", () => {
    const shown = widgets.filter(({ type }) => type === "alarm").flatMap((widget) => listIn(widget, "alarms"));
    const names = shown.map((arn) => /<MetricAlarm (\S+) arn>$/.exec(String(arn))?.[1]);
    expect(names.sort()).toEqual(alarms.map(nameOf).sort());
    expect(names.length).toBeGreaterThan(30);
  });

  test("has a section for each of them", () => {
    expect(widgets.filter((widget) => at(widget.properties, "title") === restTitle)).toEqual([]);
  });

  test("links to each alarm's page", () => {
    const said = widgets.filter(({ type }) => type === "text").map((widget) => String(at(widget.properties, "markdown")));
    const lines = said.join("\n").split("\n");
    const wrong = alarms.filter((one) => {
      const page = /docs\/operations\/([\w-]+\.md)/.exec(String(at(one, "inputs", "alarmDescription")))?.[1];
      return (
        lines.filter((line) => line.startsWith(`- **${nameOf(one)}** `) && line.endsWith(`[${page}](${runbooksUrl}/${page})`)).length !== 1
      );
    });
    expect(wrong.map(nameOf)).toEqual([]);
  });

  test("is within what CloudWatch takes", () => {
    const metrics = widgets.map((widget) => at(widget.properties, "metrics")).map((lines) => (Array.isArray(lines) ? lines.length : 0));
    expect(widgets.length).toBeLessThanOrEqual(dashboardLimits.widgets);
    expect(Math.max(...metrics)).toBeLessThanOrEqual(dashboardLimits.metricsAWidget);
    expect(metrics.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(dashboardLimits.metrics);
    expect(Math.max(...widgets.map((widget) => listIn(widget, "alarms").length))).toBeLessThanOrEqual(dashboardLimits.alarmsAWidget);
  });

  test("has mute rules that CloudWatch takes: at most 100 alarms in each, 51 rules by 50 freezes", () => {
    const rules = ofType(graph, "aws:cloudwatch/alarmMuteRule:AlarmMuteRule");
    expect(rules.filter((rule) => [at(rule, "inputs", "muteTargets", "alarmNames") ?? []].flat().length > 100)).toEqual([]);
    expect(rules.length).toBeLessThanOrEqual(51);
  });

  test("is where each alarm's mail ends, with room to spare", () => {
    const region = at(
      graph.find(({ type }) => type === "pulumi:providers:aws"),
      "inputs",
      "region",
    );
    const url = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${stack}`;
    const mails = alarms.map((one) => String(at(one, "inputs", "alarmDescription")));
    expect(mails.filter((text) => !text.endsWith(`.md Dashboard: ${url}`))).toEqual([]);
    // docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    expect(Math.max(...mails.map((text) => text.length))).toBeLessThanOrEqual(1024);
  });
});

test("names that are blocked are asked for where they are logged", async () => {
  const asked = async (stack: string) => ofType(await graphWith(stack), "aws:cloudwatch/queryDefinition:QueryDefinition").map(nameOf);
  expect(await asked("demo-staging")).toContain("queries-names-blocked");
  expect(await asked("demo-dev")).not.toContain("queries-names-blocked");
  expect(await asked("demo-account")).toEqual([]);
});
