import type { StackConfig } from "../../cli/offline/run.ts";

/** Something to run by both engines: this repository's program for a stack, or one of programs.ts. */
export interface Job {
  readonly stack: StackConfig;
  /** The name of a program in programs.ts. @default - this repository's */
  readonly program?: string;
  /** Whether AWS has answered. @default false */
  readonly known?: boolean;
}
