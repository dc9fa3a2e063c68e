import { metricLine } from "../emf.ts";
import { metricNames, metricNamespace } from "./request.ts";
import type { Times } from "./targets.ts";

/** One drill, for its metrics. */
export interface DrillNumbers extends Times {
  readonly stack: string;
  readonly resourceType: string;
  readonly succeeded: boolean;
}

/** The line that CloudWatch makes the drill's metrics of. */
export function drillLine({ stack, resourceType, succeeded, restoreSeconds, dataLossSeconds }: DrillNumbers, now: number): string {
  const seconds = (value: number) => ({ value, unit: "Seconds" }) as const;
  return metricLine(
    {
      namespace: metricNamespace,
      dimensions: { Stack: stack, ResourceType: resourceType },
      values: {
        [metricNames.succeeded]: { value: succeeded ? 1 : 0, unit: "Count" },
        ...(restoreSeconds !== undefined && { [metricNames.restoreSeconds]: seconds(restoreSeconds) }),
        [metricNames.dataLossSeconds]: seconds(dataLossSeconds),
      },
    },
    now,
  );
}
