import type { metrics } from "../../domain/contracts/login-guard.ts";
import { metricLine } from "../emf.ts";

/** Counts by the names of {@link metrics}. */
export type Counts = Readonly<Partial<Record<(typeof metrics)[keyof typeof metrics], number>>>;

/** The line that CloudWatch makes the guard's metrics of; `now` in milliseconds since 1970. */
export function countsLine(stack: string, counts: Counts, now: number): string {
  const unit = (name: string) => (name.endsWith("Seconds") ? "Seconds" : "Count");
  const values = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, { value, unit: unit(name) } as const]));
  return metricLine({ stack, dimensions: { stack }, values }, now);
}
