import type { Call } from "./calls.ts";

/** One step of a plan. */
export interface Step {
  readonly title: string;
  /** Sentences: why, what to look at, when to stop. */
  readonly notes?: readonly string[];
  /** Commands that do it, for a shell with the plan's variables. */
  readonly commands: readonly string[];
  /** Actions of `--yes` for it, in order; without any, the operator does it. */
  readonly actions?: readonly Action[];
  /** Why it needs not be done again. */
  readonly done?: string;
}

/** An action that `--yes` takes by itself: beside the running store, never on it. */
export type Action =
  | { readonly kind: "call"; readonly call: Call }
  /** Waits until it is available; `password`: and RDS keeps its master user's password. */
  | { readonly kind: "wait-for-database"; readonly identifier: string; readonly password: boolean }
  | { readonly kind: "wait-for-snapshot"; readonly identifier: string }
  /** Waits until the restore job that the plan's call started, or an earlier run, is completed. */
  | { readonly kind: "wait-for-files" }
  /** Whether it is as safe as the store's. */
  | { readonly kind: "check-database"; readonly identifier: string };
