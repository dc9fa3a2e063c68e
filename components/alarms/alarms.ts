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
      const percentile = alarm.statistic.startsWith("p");
      return new MetricAlarm(
        alarm.name,
        {
          alarmDescription: `${alarm.meaning}. What to do: docs/operations/${alarm.runbook}.md`,
          namespace: alarm.namespace,
          metricName: alarm.metric,
          dimensions: { ...alarm.dimensions },
          ...(percentile
            ? { extendedStatistic: alarm.statistic, evaluateLowSampleCountPercentiles: "ignore" }
            : { statistic: alarm.statistic }),
          comparisonOperator: alarm.comparison === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
          threshold: alarm.threshold,
          period: alarm.period ?? 300,
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
