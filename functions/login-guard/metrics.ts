import { metricNamespace, type metrics } from "./request.ts";

/** Counts by the names of {@link metrics}. */
export type Counts = Readonly<Partial<Record<(typeof metrics)[keyof typeof metrics], number>>>;

/**
 * One line that CloudWatch makes metrics of, in the embedded metric format
 * (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export const metricLine = (stack: string, counts: Counts, now: number): string =>
  JSON.stringify({
    _aws: {
      Timestamp: now,
      CloudWatchMetrics: [
        {
          Namespace: metricNamespace,
          Dimensions: [["stack"]],
          Metrics: Object.keys(counts).map((Name) => ({ Name, Unit: Name.endsWith("Seconds") ? "Seconds" : "Count" })),
        },
      ],
    },
    stack,
    ...counts,
  });
