import { functionNamespace } from "../domain/defaults/metrics.ts";

/** The units of CloudWatch that metrics here have. */
export type MetricUnit = "Count" | "Seconds" | "None";

/** Values of metrics with the same dimensions, and what else the log line should say. */
export interface MetricValues {
  /** The stack of the function. */
  readonly stack: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, { readonly value: number; readonly unit: MetricUnit }>>;
  /** Fields beside them, for people and for Logs Insights. @default - none */
  readonly context?: Readonly<Record<string, unknown>>;
}

/**
 * The line that CloudWatch makes metrics of (embedded metric format,
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html); `now` in milliseconds
 * since 1970.
 */
export function metricLine({ stack, dimensions, values, context }: MetricValues, now: number): string {
  const Metrics = Object.entries(values).map(([Name, { unit }]) => ({ Name, Unit: unit }));
  const CloudWatchMetrics = [{ Namespace: functionNamespace(stack), Dimensions: [Object.keys(dimensions)], Metrics }];
  const numbers = Object.fromEntries(Object.entries(values).map(([name, { value }]) => [name, value]));
  return JSON.stringify({ ...context, _aws: { Timestamp: now, CloudWatchMetrics }, ...dimensions, ...numbers });
}

/** Straight to the log: Lambda wraps what console prints into JSON of its own, and CloudWatch then finds no metrics in it. */
export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
