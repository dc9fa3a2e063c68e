import type { PlacedFault } from "../../stacks/settings/places.ts";
import type { StackVerdict } from "../check/verdict.ts";
import type { StackCost } from "../cost/estimate.ts";
import type { GraphResource } from "../offline/graph.ts";
import type { Preview } from "./preview.ts";

/** One stack to preview. */
export interface StackJob {
  readonly stack: string;
  /** Where to write its graph; nowhere by default. */
  readonly graph?: string;
  /** Also ask the policies. @default false */
  readonly check?: boolean;
  /** Also estimate its costs line by line. @default false */
  readonly cost?: boolean;
  /** Also hand over its resources. @default false */
  readonly resources?: boolean;
}

/** What came of it: either a preview or why there is none, in one or more lines for people. */
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
      /** What is wrong with the stack's file, and where. @default - it is something else that failed */
      readonly faults?: readonly PlacedFault[];
      readonly preview?: undefined;
      readonly verdict?: undefined;
      readonly cost?: undefined;
    };

/** What is wrong with a stack's file, and where; for programs. */
export interface FileFault extends PlacedFault {
  readonly stack: string;
}

/** What is wrong with the files of the stacks that could not be previewed. */
export const fileFaultsIn = (results: readonly StackResult[]): FileFault[] =>
  results.flatMap(({ stack, ...result }) => ("faults" in result ? (result.faults ?? []) : []).map((fault) => ({ stack, ...fault })));
