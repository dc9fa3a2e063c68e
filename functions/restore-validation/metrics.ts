import { metricNames, metricNamespace } from "./request.ts";
import type { Times } from "./targets.ts";

/** One drill, for its metrics. */
export interface DrillNumbers extends Times {
  readonly stack: string;
  readonly resourceType: string;
  readonly succeeded: boolean;
}

/**
 * The line that CloudWatch makes the drill's metrics of (embedded metric format,
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html).
 */
export function metricLine({ stack, resourceType, succeeded, restoreSeconds, dataLossSeconds }: DrillNumbers, now: number): string {
  const values = {
    [metricNames.succeeded]: succeeded ? 1 : 0,
    ...(restoreSeconds !== undefined && { [metricNames.restoreSeconds]: restoreSeconds }),
    [metricNames.dataLossSeconds]: dataLossSeconds,
  };
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: Name === metricNames.succeeded ? "Count" : "Seconds" }));
  const CloudWatchMetrics = [{ Namespace: metricNamespace, Dimensions: [["Stack", "ResourceType"]], Metrics }];
  return JSON.stringify({ _aws: { Timestamp: now, CloudWatchMetrics }, Stack: stack, ResourceType: resourceType, ...values });
}
