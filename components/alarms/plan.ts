import type { Input } from "@pulumi/pulumi";

/** A metric by all its names. */
export interface Counted {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, Input<string>>>;
}

/**
 * The meaning of missing values, which are never good news by themselves. `fires`: what should report is dead. `none`: only what happens
 * is counted, and nothing has. `heldBy`: the alarm stays as it was, and the one of that name fires on the same silence.
 */
export type Silence = "fires" | "none" | { readonly heldBy: string };

/** One alarm; `runbook` is the page under docs/operations that says what to do. */
export interface AlarmPlan extends Counted {
  readonly name: string;
  /** The problem when it fires, the first line of the email. */
  readonly meaning: string;
  readonly runbook: string;
  /** `Average`, `Sum`, `Maximum` … or a percentile such as `p95`. */
  readonly statistic: string;
  /**
   * Makes the value a percentage: what `metric` is of itself and the metric `others` together; 0 where both are less than `min`.
   * @default - the metric as it is
   */
  readonly shareOf?: { readonly others: string; readonly min: number };
  /** `failures`: how many times the metric, 1 for each success and 0 for each failure, was 0. @default - the metric as it is */
  readonly counts?: "failures";
  /** Other metrics whose values are added; one that has none adds nothing. @default - none */
  readonly plus?: readonly Counted[];
  /** Another metric: while it is above 0, the value counts as 0. @default - it counts always */
  readonly unless?: Counted;
  readonly comparison: "above" | "below";
  readonly threshold: number;
  /** Seconds a value stands for. @default 300 */
  readonly period?: number;
  /** Values in a row. @default 2 */
  readonly values?: number;
  readonly silence: Silence;
}
