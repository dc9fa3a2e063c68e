import { nodeNamespace } from "../../domain/defaults/metrics.ts";
import type { nodeMetrics } from "../../domain/defaults/node-logs.ts";

/** Common properties of alarms on lines that nodes write: they fire from the first one on. */
export const countedByNodes = (stack: string, metric: keyof typeof nodeMetrics) =>
  ({
    namespace: nodeNamespace(stack),
    metric,
    dimensions: { stack },
    statistic: "Sum",
    comparison: "above",
    threshold: 0,
    values: 1,
    // Filters count lines; `files-silent` and the alarm on the group's own count fire where nodes write none.
    silence: "none",
  }) as const;
