import type { Input } from "@pulumi/pulumi";
import type { AlarmPlan, Counted } from "../alarms/plan.ts";
import type { QueryPlan } from "./query-plan.ts";
import { restTitle, sectionOf, sections } from "./sections.ts";

/** A line of a graph. */
export interface Line extends Counted {
  readonly label: string;
  readonly statistic: string;
  /** Seconds a value stands for. */
  readonly period: number;
}

/** Something worth a look that no alarm compares with a limit. */
export interface Graph {
  readonly section: string;
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Arguments for a dashboard. */
export interface DashboardPlan {
  readonly stack: string;
  readonly region: string;
  readonly alarms: readonly { readonly plan: AlarmPlan; readonly arn: Input<string> }[];
  readonly queries: readonly QueryPlan[];
  readonly graphs: readonly Graph[];
  /** Address of docs/operations. @default - pages are named by their path in the repository */
  readonly runbooksUrl?: string | undefined;
}

/** A widget before it has a place; units of CloudWatch's grid, which is 24 wide. */
interface Widget {
  readonly type: "text" | "alarm" | "metric";
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** CloudWatch's limits (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html). */
export const dashboardLimits = { widgets: 500, metricsAWidget: 500, metrics: 2500, alarmsAWidget: 100 } as const;

const gridWidth = 24;
const graphSize = { width: 6, height: 6 } as const;

/**
 * The body of a dashboard: a section for each part of the stack, with the state of its alarms beside the pages that say what to do, and
 * graphs of what they measure with the limits drawn in. Each alarm is in one state widget, once.
 * Source: docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(plan: DashboardPlan) {
  const titles = [...sections.map(({ title }) => title), restTitle];
  const rows = [[heading(plan)], ...titles.flatMap((title) => sectionRows(plan, title))];
  return { start: "-PT6H", periodOverride: "inherit", widgets: placed(rows) };
}

/** Widgets one row below the other, each row from the left. */
function placed(rows: readonly (readonly Widget[])[]) {
  let y = 0;
  return rows.flatMap((row) => {
    let x = 0;
    const widgets = row.map((widget) => {
      const place = { ...widget, x, y };
      x += widget.width;
      return place;
    });
    y += Math.max(...row.map(({ height }) => height));
    return widgets;
  });
}

function heading({ stack, queries, runbooksUrl }: DashboardPlan): Widget {
  const saved = queries.map(({ title, runbook }) => `- ${title}: ${pageText(runbook, runbooksUrl)}`);
  const lines = [
    `# ${stack}`,
    `What to do when an alarm fires: ${pageText("README", runbooksUrl)}. What it costs: \`npx store cost ${stack}\`, and [what it has cost](https://console.aws.amazon.com/costmanagement/home#/cost-explorer).`,
    ...(saved.length > 0 ? ["", "Saved queries in CloudWatch Logs Insights, each with its page:", "", ...saved] : []),
  ];
  return { type: "text", width: gridWidth, height: heightOf(lines.length), properties: { markdown: lines.join("\n") } };
}

/** A line of text is a bit more than half a unit high. */
const heightOf = (lines: number): number => Math.max(3, Math.ceil(lines * 0.6) + 1);

/** A page as a link where its address is known. */
const pageText = (runbook: string, runbooksUrl: string | undefined, text = `${runbook}.md`): string =>
  runbooksUrl === undefined ? `\`docs/operations/${runbook}.md\`` : `[${text}](${runbooksUrl.replace(/\/$/, "")}/${runbook}.md)`;

function sectionRows(plan: DashboardPlan, title: string): Widget[][] {
  const alarms = plan.alarms.filter((alarm) => sectionOf(alarm.plan.runbook) === title);
  if (alarms.length === 0) return [];
  const said = alarms.map(({ plan: { name, meaning, runbook } }) => `- **${name}** ${meaning}: ${pageText(runbook, plan.runbooksUrl)}`);
  const height = heightOf(said.length + 2);
  const text: Widget = {
    type: "text",
    width: gridWidth / 2,
    height,
    properties: { markdown: [`## ${title}`, "", ...said].join("\n") },
  };
  const state: Widget = {
    type: "alarm",
    width: gridWidth / 2,
    height,
    properties: { title, sortBy: "stateUpdatedTimestamp", alarms: alarms.map(({ arn }) => arn) },
  };
  const others = plan.graphs.filter(({ section }) => section === title);
  const graphs = [...others.map((graph) => drawn(plan.region, graph, [])), ...measuredGraphs(plan.region, alarms)];
  return [[text, state], ...inRows(graphs)];
}

function inRows(graphs: readonly Widget[]): Widget[][] {
  const each = gridWidth / graphSize.width;
  return Array.from({ length: Math.ceil(graphs.length / each) }, (_, i) => graphs.slice(i * each, (i + 1) * each));
}

/** Whether an alarm is about how much: of what has happened at all or not its state says everything. */
const isQuantity = ({ threshold, counts }: AlarmPlan): boolean => counts === undefined && threshold !== 0 && threshold !== 1;

/** A graph for each metric that alarms compare with a limit, whatever has it. */
function measuredGraphs(region: string, alarms: DashboardPlan["alarms"]): Widget[] {
  const measured = alarms.map(({ plan }) => plan).filter(isQuantity);
  const byMetric = Map.groupBy(measured, ({ namespace, metric }) => `${namespace} ${metric}`);
  return [...byMetric.values()].map((plans) =>
    drawn(region, { title: plans[0]?.metric ?? "", lines: plans.flatMap(linesOf) }, plans.filter(isCompared)),
  );
}

/** The lines of an alarm: what it counts, and what it counts with it. */
function linesOf(alarm: AlarmPlan): Line[] {
  const { name, namespace, metric, dimensions, statistic, plus = [], shareOf, period = 300 } = alarm;
  const own: Counted = { namespace, metric, dimensions };
  const others = shareOf ? [{ ...own, metric: shareOf.others }] : [];
  return [
    { ...own, label: name, statistic, period },
    ...[...plus, ...others].map((one) => ({ ...one, label: one.metric, statistic, period })),
  ];
}

/** Whether the limit is one of the metric itself, and not of a share or a sum. */
const isCompared = ({ shareOf, plus = [] }: AlarmPlan): boolean => shareOf === undefined && plus.length === 0;

function drawn(region: string, { title, lines }: Pick<Graph, "title" | "lines">, limits: readonly AlarmPlan[]): Widget {
  const values = [...new Set(limits.map(({ threshold }) => threshold))];
  const horizontal = values.map((value) => ({ value, label: limitText(limits.filter(({ threshold }) => threshold === value)) }));
  return {
    type: "metric",
    ...graphSize,
    properties: {
      title,
      region,
      view: "timeSeries",
      metrics: lines.map(metricOf),
      ...(horizontal.length > 0 && { annotations: { horizontal } }),
    },
  };
}

const limitText = (alarms: readonly AlarmPlan[]): string =>
  alarms.length === 1 ? (alarms[0]?.name ?? "") : `${alarms[0]?.name} and ${alarms.length - 1} more`;

/** A metric in the dashboard's notation: an array of its names and values, and what is shown of it last. */
const metricOf = ({ namespace, metric, dimensions, label, statistic, period }: Line): unknown[] => [
  namespace,
  metric,
  ...Object.entries(dimensions).flat(),
  { label, stat: statistic, period },
];
