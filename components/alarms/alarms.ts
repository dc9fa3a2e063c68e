import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output, type Resource } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import type { AlarmPlan } from "./plan.ts";

/** What {@link Alarms} are made of. */
export interface AlarmsArgs {
  readonly plan: readonly AlarmPlan[];
  /** Topic that hears when an alarm rings, and when all is well again. */
  readonly topicArn: Input<string>;
  /** What is there before anything is watched: silence before it would ring. @default - nothing */
  readonly after?: readonly Resource[];
}

/** The alarms of one part of a store. */
export class Alarms extends ComponentResource {
  /** The alarms' names, by the plan's. */
  readonly names: Readonly<Record<string, Output<string>>>;

  constructor(name: string, args: AlarmsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Alarms"), name, {}, opts);
    const parent = this;

    this.names = Object.fromEntries(args.plan.map((alarm) => [alarm.name, create(alarm).name]));
    this.registerOutputs({});

    function create(alarm: AlarmPlan) {
      return new MetricAlarm(
        alarm.name,
        {
          alarmDescription: `${alarm.meaning}. What to do: docs/operations/${alarm.runbook}.md`,
          ...watched(alarm),
          comparisonOperator: alarm.comparison === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
          threshold: alarm.threshold,
          evaluationPeriods: alarm.values ?? 2,
          treatMissingData: alarm.silence ?? "notBreaching",
          actionsEnabled: true,
          alarmActions: [args.topicArn],
          okActions: [args.topicArn],
          tags: nameTag(alarm.name),
        },
        { parent, dependsOn: [...(args.after ?? [])] },
      );
    }
  }
}

const periodOf = ({ period = 300 }: AlarmPlan): number => period;

function watched(alarm: AlarmPlan) {
  if (alarm.counts === "failures") return failed(alarm);
  return alarm.shareOf ? shared(alarm, alarm.shareOf) : measured(alarm);
}

function measured(alarm: AlarmPlan) {
  const percentile = alarm.statistic.startsWith("p");
  return {
    namespace: alarm.namespace,
    metricName: alarm.metric,
    dimensions: { ...alarm.dimensions },
    period: periodOf(alarm),
    ...(percentile ? { extendedStatistic: alarm.statistic, evaluateLowSampleCountPercentiles: "ignore" } : { statistic: alarm.statistic }),
  };
}

/** A metric of an alarm on an expression. */
const queried = (alarm: AlarmPlan, id: string, stat: string, metricName = alarm.metric) => ({
  id,
  metric: { namespace: alarm.namespace, metricName, dimensions: { ...alarm.dimensions }, stat, period: periodOf(alarm) },
});

function failed(alarm: AlarmPlan) {
  return {
    metricQueries: [
      { id: "failures", expression: "attempts - successes", label: "failures", returnData: true },
      queried(alarm, "attempts", "SampleCount"),
      queried(alarm, "successes", "Sum"),
    ],
  };
}

function shared(alarm: AlarmPlan, { others, least }: NonNullable<AlarmPlan["shareOf"]>) {
  return {
    metricQueries: [
      // A metric that was not counted in a period is missing, not 0.
      { id: "share", expression: `IF(all < ${least}, 0, 100 * part / all)`, label: "percent", returnData: true },
      { id: "all", expression: "part + rest" },
      { id: "part", expression: "FILL(counted, 0)" },
      { id: "rest", expression: "FILL(others, 0)" },
      queried(alarm, "counted", alarm.statistic),
      queried(alarm, "others", alarm.statistic, others),
    ],
  };
}
