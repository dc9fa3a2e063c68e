import type { RestoreJob } from "./job.ts";
import type { RestoreTargets } from "./request.ts";

/** How long a restore took, and how old what it restored was; whole seconds. */
export interface Times {
  /** Nothing for a restore that did not come to its end. */
  readonly restoreSeconds?: number;
  readonly dataLossSeconds: number;
}

/** What a restore job's own dates tell. */
export function timesOf({ created, completed, restoredTime, status }: RestoreJob): Times {
  const dataLossSeconds = seconds(restoredTime, created);
  return completed && status === "COMPLETED" ? { restoreSeconds: seconds(created, completed), dataLossSeconds } : { dataLossSeconds };
}

/** One sentence for each target that was missed. */
export function missedTargets({ restoreSeconds = 0, dataLossSeconds }: Times, targets: RestoreTargets): string[] {
  const { maximumRestoreSeconds, maximumDataLossSeconds } = targets;
  return [
    ...(restoreSeconds > maximumRestoreSeconds
      ? [`time to restore: got ${minutes(restoreSeconds)}, expected at most ${minutes(maximumRestoreSeconds)}`]
      : []),
    ...(dataLossSeconds > maximumDataLossSeconds
      ? [`age of the recovery point: got ${minutes(dataLossSeconds)}, expected at most ${minutes(maximumDataLossSeconds)}`]
      : []),
  ];
}

const seconds = (from: Date, to: Date): number => Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
const minutes = (value: number): string => `${Math.ceil(value / 60)} minutes`;
