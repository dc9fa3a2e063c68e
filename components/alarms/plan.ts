import type { Input } from "@pulumi/pulumi";

/** One alarm; `runbook` is the page under docs/operations that says what to do. */
export interface AlarmPlan {
  readonly name: string;
  /** What is wrong when it rings, for the mail's first line. */
  readonly meaning: string;
  readonly runbook: string;
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, Input<string>>>;
  /** `Average`, `Sum`, `Maximum` … or a percentile such as `p95`. */
  readonly statistic: string;
  /**
   * Makes the value a percentage: what `metric` is of itself and the metric `others` together; 0 where both are less than `least`.
   * @default - the metric as it is
   */
  readonly shareOf?: { readonly others: string; readonly least: number };
  /** `failures`: how many times the metric, 1 for each success and 0 for each failure, was 0. @default - the metric as it is */
  readonly counts?: "failures";
  readonly comparison: "above" | "below";
  readonly threshold: number;
  /** Seconds a value stands for. @default 300 */
  readonly period?: number;
  /** Values in a row. @default 2 */
  readonly values?: number;
  /** What silence means: `breaching` where a dead thing sends nothing, `ignore` where all stays as it was. @default "notBreaching" */
  readonly silence?: "breaching" | "ignore" | "notBreaching";
}
