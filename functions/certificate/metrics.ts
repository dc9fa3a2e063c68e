import { certificateMetrics as names } from "../../domain/contracts/certificate.ts";
import { metricLine } from "../emf.ts";
import type { Print } from "./log.ts";

/** Measurements of a run for CloudWatch. */
export interface Measured {
  readonly stack: string;
  readonly at: Date;
  /** @default - neither ACM nor the secret could say it */
  readonly fractionLeft?: number;
  readonly success: boolean;
  /** Authorities that were asked, and whether they failed. */
  readonly failed: ReadonlyMap<string, boolean>;
}

/** Prints what CloudWatch makes metrics of. */
export function printMetrics(print: Print, { stack, at, fractionLeft, success, failed }: Measured): void {
  const line = (dimensions: Readonly<Record<string, string>>, numbers: Readonly<Record<string, number>>) => {
    const values = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, { value, unit: "None" } as const]));
    print(metricLine({ stack, dimensions, values }, at.getTime()));
  };
  line({ stack }, { [names.success]: Number(success), ...(fractionLeft !== undefined && { [names.fraction]: fractionLeft }) });
  for (const [authority, hasFailed] of failed) line({ stack, authority }, { [names.failures]: Number(hasFailed) });
}
