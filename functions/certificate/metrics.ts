import type { Print } from "./log.ts";
import { certificateMetrics as names } from "./request.ts";

/** What a run tells CloudWatch. */
export interface Measured {
  readonly stack: string;
  readonly at: Date;
  /** @default - neither ACM nor the secret could say it */
  readonly fractionLeft?: number;
  readonly success: boolean;
  /** Authorities that were asked, and whether they failed. */
  readonly failed: ReadonlyMap<string, boolean>;
}

/** Prints metrics in the embedded metric format (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html). */
export function printMetrics(print: Print, { stack, at, fractionLeft, success, failed }: Measured): void {
  const line = (dimensions: Readonly<Record<string, string>>, values: Readonly<Record<string, number>>) =>
    print(
      JSON.stringify({
        _aws: {
          Timestamp: at.getTime(),
          CloudWatchMetrics: [
            { Namespace: names.namespace, Dimensions: [Object.keys(dimensions)], Metrics: Object.keys(values).map((Name) => ({ Name })) },
          ],
        },
        ...dimensions,
        ...values,
      }),
    );
  line(
    { stack },
    {
      [names.success]: Number(success),
      ...(fractionLeft !== undefined && { [names.fraction]: fractionLeft }),
    },
  );
  for (const [authority, hasFailed] of failed) line({ stack, authority }, { [names.failures]: Number(hasFailed) });
}
