import { metrics, type PatchRecord, wentWell } from "../../domain/contracts/patch-window.ts";
import type { Verdict } from "../../domain/images.ts";
import { metricLine } from "../emf.ts";
import type { PatchState } from "./state.ts";
import type { NodePatches } from "./world.ts";

const DAY = 86_400_000;

/** Condition of the store, besides its state. */
export interface Condition {
  readonly nodes: NodePatches;
  /** Verdict on the image of new nodes; undefined if the settings pin it. */
  readonly image: Verdict | undefined;
  readonly daysToEndOfLife: number;
}

/** Metrics after a run, keyed by the names of {@link metrics}. */
export function countsOf(
  state: PatchState,
  records: readonly PatchRecord[],
  { nodes, image, daysToEndOfLife }: Condition,
  now: Date,
): Record<string, number> {
  const bad = records.filter(({ result }) => result !== "frozen" && !wentWell(result)).length;
  // Until the first window, the days since the function knows the store.
  const patched = state.patched ?? state.handled;
  return {
    [metrics.succeeded]: records.length - bad,
    [metrics.failed]: bad,
    // Unknown is not zero: each such node counts for one.
    [metrics.missingPatches]: nodes.missing + nodes.unknown.length,
    [metrics.unknownNodes]: nodes.unknown.length,
    [metrics.inVain]: state.inVain ?? 0,
    [metrics.daysToEndOfLife]: daysToEndOfLife,
    ...(patched !== undefined && { [metrics.daysSincePatched]: (now.getTime() - Date.parse(patched)) / DAY }),
    ...(image && { [metrics.foreignImage]: "why" in image ? 1 : 0 }),
    ...(image && "own" in image && { [metrics.imageAgeDays]: (now.getTime() - image.own.created.getTime()) / DAY }),
  };
}

/** The log line from which CloudWatch takes the metrics. */
export function lineOf(stack: string, counts: Readonly<Record<string, number>>, now: Date): string {
  const values = Object.fromEntries(Object.entries(counts).map(([name, value]) => [name, { value, unit: "None" as const }]));
  return metricLine({ stack, dimensions: { stack }, values }, now.getTime());
}
