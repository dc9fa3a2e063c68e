import { describe, expect, test } from "@jest/globals";
import { loadBalancerAlarms } from "../../../components/alarms/load-balancer-plan.ts";
import { nodeAlarms, webAlarms } from "../../../components/alarms/node-plan.ts";
import type { AlarmPlan } from "../../../components/alarms/plan.ts";
import { dashboardUrl } from "../../../components/dashboard/address.ts";
import { type DashboardPlan, dashboardBody } from "../../../components/dashboard/plan.ts";
import { restTitle, sectionOf, sections } from "../../../components/dashboard/sections.ts";

const edge = loadBalancerAlarms(
  { stack: "test", loadBalancer: "app/alb/1", targetGroup: "targetgroup/web/2" },
  { latencySeconds: 3, errorsPerFiveMinutes: 10 },
);
const share: AlarmPlan = {
  name: "firewall-share",
  meaning: "A third is refused",
  runbook: "firewall-blocked",
  namespace: "AWS/WAFV2",
  metric: "BlockedRequests",
  dimensions: { WebACL: "acl" },
  statistic: "Sum",
  shareOf: { others: "AllowedRequests", min: 100 },
  comparison: "above",
  threshold: 33,
  silence: "none",
};
const unheardOf: AlarmPlan = { ...share, name: "new", runbook: "page-of-tomorrow" };
const plans = [...edge, ...webAlarms("web", 2), ...nodeAlarms({ stack: "test", groupName: "web" }), share, unheardOf];

const plan = (change: Partial<DashboardPlan> = {}): DashboardPlan => ({
  stack: "test-prod",
  region: "eu-central-1",
  alarms: plans.map((one) => ({ plan: one, arn: `arn:${one.name}` })),
  queries: [],
  graphs: [],
  ...change,
});
const widgetsOf = (type: string, change: Partial<DashboardPlan> = {}) =>
  dashboardBody(plan(change)).widgets.filter((widget) => widget.type === type);
const titled = (title: string, change: Partial<DashboardPlan> = {}) =>
  widgetsOf("metric", change).filter(({ properties }) => properties.title === title);

describe("a dashboard", () => {
  test("shows the state of each alarm once, in the section of its page, those of a page that no section has too", () => {
    const states = widgetsOf("alarm");
    expect(states.map(({ properties }) => properties.title)).toEqual(["Shoppers", "Sign-ins and firewall", "Nodes", restTitle]);
    expect(states.flatMap(({ properties }) => properties.alarms).sort()).toEqual(plans.map(({ name }) => `arn:${name}`).sort());
    expect(states.at(-1)?.properties.alarms).toEqual(["arn:new"]);
  });

  test("names the page of each alarm, as a link where its address is known", () => {
    const texts = (change: Partial<DashboardPlan>) => widgetsOf("text", change).map(({ properties }) => String(properties.markdown));
    const said = "- **no-healthy-nodes** No node answers: the store is down: ";
    expect(texts({})[1]).toContain(`${said}\`docs/operations/store-down.md\`\n`);
    for (const runbooksUrl of ["https://git.example.com/ops", "https://git.example.com/ops/"])
      expect(texts({ runbooksUrl })[1]).toContain(`${said}[store-down.md](https://git.example.com/ops/store-down.md)\n`);
  });

  test("draws what alarms compare with a limit, and the limit", () => {
    expect(titled("TargetResponseTime")).toEqual([
      expect.objectContaining({
        properties: {
          title: "TargetResponseTime",
          region: "eu-central-1",
          view: "timeSeries",
          metrics: [
            [
              "AWS/ApplicationELB",
              "TargetResponseTime",
              "LoadBalancer",
              "app/alb/1",
              "TargetGroup",
              "targetgroup/web/2",
              { label: "slow-answers", stat: "p95", period: 300 },
            ],
          ],
          annotations: { horizontal: [{ value: 3, label: "slow-answers" }] },
        },
      }),
    ]);
  });

  test("does not draw what has happened or not", () => {
    expect([titled("BootFailed"), titled("UnHealthyHostCount")]).toEqual([[], []]);
  });

  test("draws the parts of a share without the limit, which is not theirs", () => {
    const [graph] = titled("BlockedRequests");
    expect(graph?.properties).not.toHaveProperty("annotations");
    expect(graph?.properties.metrics).toEqual([
      ["AWS/WAFV2", "BlockedRequests", "WebACL", "acl", { label: "firewall-share", stat: "Sum", period: 300 }],
      ["AWS/WAFV2", "AllowedRequests", "WebACL", "acl", { label: "AllowedRequests", stat: "Sum", period: 300 }],
    ]);
  });

  test("draws one metric of several things once, with one limit for all", () => {
    const cpu = (name: string, threshold: number): AlarmPlan => ({
      ...share,
      name,
      runbook: "cache-cpu",
      namespace: "AWS/ElastiCache",
      metric: "CPU",
      dimensions: { CacheClusterId: name },
      shareOf: undefined,
      threshold,
    });
    const alarms = [cpu("a", 80), cpu("b", 80), cpu("c", 90)].map((one) => ({ plan: one, arn: one.name }));
    const [graph, ...others] = titled("CPU", { alarms });
    expect(others).toEqual([]);
    expect(graph?.properties.metrics).toHaveLength(3);
    expect(graph?.properties.annotations).toEqual({
      horizontal: [
        { value: 80, label: "a and 1 more" },
        { value: 90, label: "c" },
      ],
    });
  });

  test("names the saved queries with their pages", () => {
    const queries = [{ name: "q", title: "Refused by rule", runbook: "firewall-blocked", log: "firewall", text: "stats" }] as const;
    expect(widgetsOf("text", { queries })[0]?.properties.markdown).toContain("- Refused by rule: `docs/operations/firewall-blocked.md`");
    expect(widgetsOf("text")[0]?.properties.markdown).not.toContain("Saved queries");
  });

  test("puts no widget over another, nor beyond the grid", () => {
    const { widgets } = dashboardBody(plan());
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, i) => `${x + (i % width)} ${y + Math.floor(i / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(widgets.filter(({ x, width }) => x + width > 24)).toEqual([]);
  });
});

test("each page belongs to one section", () => {
  const pages = sections.flatMap(({ runbooks }) => [...runbooks]);
  expect(new Set(pages).size).toBe(pages.length);
  expect([sectionOf("store-down"), sectionOf("page-of-tomorrow")]).toEqual(["Shoppers", restTitle]);
});

test("a dashboard's address is the console's, in the stack's Region", () => {
  expect(dashboardUrl("eu-central-1", "shop-prod")).toBe(
    "https://eu-central-1.console.aws.amazon.com/cloudwatch/home?region=eu-central-1#dashboards/dashboard/shop-prod",
  );
});
