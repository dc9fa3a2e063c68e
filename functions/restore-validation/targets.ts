import type { RestoreTargets } from "../../domain/contracts/restore-validation.ts";
import type { RestoreJob } from "./job.ts";

/** Duration of a restore, and age of the restored data, in whole seconds. */
export interface Times {
  /** Nothing for a restore that did not come to its end. */
  readonly restoreSeconds?: number;
  readonly dataLossSeconds: number;
}

/** Times by a restore job's own dates. */
export function timesOf({ created, completed, restoredTime, status }: RestoreJob): Times {
  const dataLossSeconds = seconds(restoredTime, created);
  return completed && status === "COMPLETED" ? { restoreSeconds: seconds(created, completed), dataLossSeconds } : { dataLossSeconds };
}

/** One sentence for each target that was missed. */
export function missedTargets({ restoreSeconds = 0, dataLossSeconds }: Times, targets: RestoreTargets): string[] {
  const { maximumRestoreSeconds, maximumDataLossSeconds } = targets;
  return [
    ...(restoreSeconds > maximumRestoreSeconds
      ? [`time to restore: got ${duration(restoreSeconds)}, expected at most ${duration(maximumRestoreSeconds)}`]
      : []),
    ...(dataLossSeconds > maximumDataLossSeconds
      ? [`age of the recovery point: got ${duration(dataLossSeconds)}, expected at most ${duration(maximumDataLossSeconds)}`]
      : []),
  ];
}

const seconds = (from: Date, to: Date): number => Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));

/** Such as `1 h 20 min`. */
function duration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.join(" ") || "0 s";
}
