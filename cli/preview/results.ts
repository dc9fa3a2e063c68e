import type { PlacedFault } from "../../stacks/settings/places.ts";
import type { StackVerdict } from "../check/verdict.ts";
import type { StackCost } from "../cost/estimate.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { Preview } from "./preview.ts";

/** One stack to preview. */
export interface StackJob {
  readonly stack: string;
  /** File for its graph. @default - none */
  readonly graph?: string;
  /** Whether to ask the policies. @default false */
  readonly check?: boolean;
  /** Whether to estimate its costs line by line. @default false */
  readonly cost?: boolean;
  /** Whether to hand over its resources. @default false */
  readonly resources?: boolean;
}

/** The result for a stack: a preview, or why there is none, in one or more lines for people. */
export type StackResult =
  | {
      readonly stack: string;
      readonly preview: Preview;
      readonly verdict?: StackVerdict;
      readonly cost?: StackCost;
      readonly resources?: readonly GraphResource[];
      readonly failure?: undefined;
    }
  | {
      readonly stack: string;
      readonly failure: string;
      /** Faults of the stack's file, with their places. @default - something else failed */
      readonly faults?: readonly PlacedFault[];
      readonly preview?: undefined;
      readonly verdict?: undefined;
      readonly cost?: undefined;
    };

/** A fault of a stack's file, with its place; for programs. */
export interface FileFault extends PlacedFault {
  readonly stack: string;
}

/** Faults of the files of stacks that could not be previewed. */
export const fileFaultsIn = (results: readonly StackResult[]): FileFault[] =>
  results.flatMap(({ stack, ...result }) => ("faults" in result ? (result.faults ?? []) : []).map((fault) => ({ stack, ...fault })));
