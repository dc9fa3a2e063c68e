import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm.js";
import { ComponentResource, type ComponentResourceOptions, type Input, type Output, type Resource } from "@pulumi/pulumi";
import { nameTag, typeToken } from "../naming.ts";
import type { AlarmPlan, Counted } from "./plan.ts";

/** Arguments for {@link Alarms}. */
export interface AlarmsArgs {
  readonly plan: readonly AlarmPlan[];
  /** Topic that is notified when an alarm fires and when it clears. */
  readonly topicArn: Input<string>;
  /** Another topic to notify: for alarms about the first one's emails. @default - none */
  readonly alsoTopicArn?: Input<string> | undefined;
  /** Resources that must exist first: their silence would fire the alarm. @default - nothing */
  readonly after?: readonly Resource[];
}

/** An alarm that there is, and what it was planned as. */
export interface MadeAlarm {
  readonly plan: AlarmPlan;
  readonly name: Output<string>;
  readonly arn: Output<string>;
}

/** CloudWatch alarms of one part of a stack. Each names its runbook. */
export class Alarms extends ComponentResource {
  /** In the order of the plan. */
  readonly made: readonly MadeAlarm[];
  /** The alarms' names, by the plan's. */
  readonly names: Readonly<Record<string, Output<string>>>;

  constructor(name: string, args: AlarmsArgs, opts?: ComponentResourceOptions) {
    super(typeToken("Alarms"), name, {}, opts);
    const parent = this;

    const told = [args.topicArn, ...(args.alsoTopicArn === undefined ? [] : [args.alsoTopicArn])];
    this.made = args.plan.map((plan) => {
      const { name, arn } = create(plan);
      return { plan, name, arn };
    });
    this.names = Object.fromEntries(this.made.map(({ plan, name: known }) => [plan.name, known]));
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
          treatMissingData: missing(alarm),
          actionsEnabled: true,
          alarmActions: told,
          okActions: told,
          tags: nameTag(alarm.name),
        },
        { parent, dependsOn: [...(args.after ?? [])] },
      );
    }
  }
}

/** CloudWatch's words for what silence means. */
function missing({ silence }: AlarmPlan): "breaching" | "ignore" | "notBreaching" {
  if (silence === "fires") return "breaching";
  return silence === "none" ? "notBreaching" : "ignore";
}

const periodOf = ({ period = 300 }: AlarmPlan): number => period;

function watched(alarm: AlarmPlan) {
  if (alarm.counts === "failures") return failed(alarm);
  if (alarm.plus && alarm.plus.length > 0) return added(alarm, alarm.plus);
  if (alarm.unless) return excused(alarm, alarm.unless);
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

/** `SUM` of several metrics takes what there is: one that was not counted in a period is left out. */
function added(alarm: AlarmPlan, plus: NonNullable<AlarmPlan["plus"]>) {
  const parts = [alarm, ...plus].map((one, i) => queried({ ...alarm, ...one }, `m${i}`, alarm.statistic));
  return { metricQueries: [{ id: "sum", expression: "SUM(METRICS())", label: "sum", returnData: true }, ...parts] };
}

function excused(alarm: AlarmPlan, unless: Counted) {
  return {
    metricQueries: [
      { id: "counts", expression: "IF(FILL(excuse, 0) > 0, 0, FILL(counted, 0))", label: alarm.metric, returnData: true },
      queried(alarm, "counted", alarm.statistic),
      queried({ ...alarm, ...unless }, "excuse", "Maximum"),
    ],
  };
}

function failed(alarm: AlarmPlan) {
  return {
    metricQueries: [
      { id: "failures", expression: "attempts - successes", label: "failures", returnData: true },
      queried(alarm, "attempts", "SampleCount"),
      queried(alarm, "successes", "Sum"),
    ],
  };
}

function shared(alarm: AlarmPlan, { others, min }: NonNullable<AlarmPlan["shareOf"]>) {
  return {
    metricQueries: [
      // A metric that was not counted in a period is missing, not 0.
      { id: "share", expression: `IF(all < ${min}, 0, 100 * part / all)`, label: "percent", returnData: true },
      { id: "all", expression: "part + rest" },
      { id: "part", expression: "FILL(counted, 0)" },
      { id: "rest", expression: "FILL(others, 0)" },
      queried(alarm, "counted", alarm.statistic),
      queried(alarm, "others", alarm.statistic, others),
    ],
  };
}
