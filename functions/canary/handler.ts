import { type CanaryRequest, canaryRequest } from "../../domain/contracts/canary.ts";
import { canaryMetrics } from "../../domain/defaults/canary.ts";
import { metricLine, printLine } from "../emf.ts";
import { daysBehind } from "./days-behind.ts";
import { type Walk, walk } from "./walk.ts";

/** Lambda's entry, called every few minutes: walks the store and counts what is wrong. A page that fails is no error of the function. */
export async function handler(event: unknown): Promise<void> {
  const request = canaryRequest.parse(event);
  for (const line of linesOf(request, await walk(request), Date.now())) printLine(line);
}

/** The log of a walk: what is wrong, for people; then the line that metrics are made of. */
export function linesOf({ stack, open, xcart }: CanaryRequest, done: Walk, now: number): string[] {
  const { pages, wayFaults, certificate, withoutRelease } = done;
  const failed = pages.filter(({ problem }) => problem !== undefined);
  const { failedPages, slowestSeconds, daysBehind: days } = canaryMetrics;
  return [
    ...failed.map((page) => JSON.stringify({ level: "ERROR", ...page })),
    ...wayFaults.map((way) => JSON.stringify({ level: "ERROR", way })),
    metricLine(
      {
        stack,
        dimensions: { stack },
        values: {
          [failedPages]: { value: failed.length, unit: "Count" },
          [canaryMetrics.wayFaults]: { value: wayFaults.length, unit: "Count" },
          ...(open && { [canaryMetrics.withoutRelease]: { value: withoutRelease ? 1 : 0, unit: "Count" } }),
          [slowestSeconds]: { value: Math.max(0, ...pages.map(({ seconds }) => seconds)), unit: "Seconds" },
          ...(xcart && { [days]: { value: daysBehind(xcart, now), unit: "Count" } }),
        },
        context: { level: "INFO", pages, ...(certificate && { certificate }), ...(withoutRelease && { withoutRelease }) },
      },
      now,
    ),
  ];
}
