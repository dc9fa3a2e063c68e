import { metricNames } from "../../domain/contracts/restore-validation.ts";
import { type MetricValues, metricLine } from "../emf.ts";
import type { Times } from "./targets.ts";

/** One drill, for its metrics. */
export interface DrillNumbers extends Times {
  readonly stack: string;
  readonly resourceType: string;
  readonly succeeded: boolean;
}

/** The line that CloudWatch makes a drill's metrics of; `now` in milliseconds since 1970. */
export function drillLine({ stack, resourceType, succeeded, restoreSeconds, dataLossSeconds }: DrillNumbers, now: number): string {
  const values: MetricValues["values"] = {
    [metricNames.succeeded]: { value: succeeded ? 1 : 0, unit: "Count" },
    ...(restoreSeconds !== undefined && { [metricNames.restoreSeconds]: inSeconds(restoreSeconds) }),
    [metricNames.dataLossSeconds]: inSeconds(dataLossSeconds),
  };
  return metricLine({ stack, dimensions: { Stack: stack, ResourceType: resourceType }, values }, now);
}

const inSeconds = (value: number) => ({ value, unit: "Seconds" }) as const;
