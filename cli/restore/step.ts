import type { Call } from "./calls.ts";

/** One step of a plan. */
export interface Step {
  readonly title: string;
  /** Sentences: why, what to look at, when to stop. */
  readonly notes?: readonly string[];
  /** What does it, for a shell with the plan's variables. */
  readonly commands: readonly string[];
  /** What `--yes` does for it, in order; without one it is somebody's to do. */
  readonly actions?: readonly Action[];
  /** Why it needs not be done again. */
  readonly done?: string;
}

/** What `--yes` can do by itself: beside the running store, nothing to it. */
export type Action =
  | { readonly kind: "call"; readonly call: Call }
  /** Until it is available; `password`: and RDS keeps its master user's password. */
  | { readonly kind: "wait-for-database"; readonly identifier: string; readonly password: boolean }
  | { readonly kind: "wait-for-snapshot"; readonly identifier: string }
  /** Until the restore job that the plan's call started, or an earlier run, is completed. */
  | { readonly kind: "wait-for-files" }
  /** Whether it is as safe as the store's. */
  | { readonly kind: "check-database"; readonly identifier: string };
