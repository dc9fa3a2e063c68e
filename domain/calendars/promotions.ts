import { type Freeze, nextWindows, type PatchWindow } from "./windows.ts";

/** When a store's environment is patched. */
export interface PatchPlan {
  readonly window: PatchWindow;
  readonly freezes: readonly Freeze[];
  /** Days that an image has run in staging before production takes it; 0 elsewhere. */
  readonly soakDays: number;
}

/** The images that production takes in one of its windows. */
export interface Promotion {
  /** Start of production's window. */
  readonly at: Date;
  /** End of the staging window whose image it takes: the newest that has soaked. Undefined where none has. */
  readonly soakedSince: Date | undefined;
}

const millisecondsADay = 86_400_000;

/** The images that production takes, and their maximum age. */
export interface Promotions {
  readonly windows: readonly Promotion[];
  /**
   * The oldest that production's image gets, in days since staging took it: what was published a moment later waits as long.
   * Infinite where production never takes one.
   */
  readonly oldestDays: number;
}

/**
 * The images that production takes in its windows after `from`: of all images that staging has run for `soakDays`, the newest.
 * @default weeks - a year of them
 */
export function promotions(staging: PatchPlan, production: PatchPlan, from: Date, weeks = 52): Promotions {
  const early = new Date(from.getTime() - 60 * millisecondsADay);
  const taken = nextWindows(staging.window, staging.freezes, early, weeks + 13).filter(({ frozenBy }) => !frozenBy);
  const open = nextWindows(production.window, production.freezes, from, weeks).filter(({ frozenBy }) => !frozenBy);
  const windows = open.map(({ start }): Promotion => {
    const ripe = taken.filter(({ end }) => end.getTime() + production.soakDays * millisecondsADay <= start.getTime());
    return { at: start, soakedSince: ripe.at(-1)?.end };
  });
  const late = slowest(windows);
  return { windows, oldestDays: late ? days(late) : Number.POSITIVE_INFINITY };
}

/** A fix that waits. */
export interface Wait {
  /** End of the staging window that it just missed; undefined where staging has taken nothing that soaked. */
  readonly missed: Date | undefined;
  /** Start of the production window that takes it at last. */
  readonly taken: Date;
}

/** The fix that waits longest between two windows of production; undefined where there are not two. */
export function slowest(windows: readonly Promotion[]): Wait | undefined {
  const waits = windows.slice(1).map(({ at }, i): Wait => ({ missed: windows[i]?.soakedSince, taken: at }));
  return waits.reduce<Wait | undefined>((late, wait) => (late && days(late) >= days(wait) ? late : wait), undefined);
}

const days = ({ missed, taken }: Wait) => (missed ? (taken.getTime() - missed.getTime()) / millisecondsADay : Number.POSITIVE_INFINITY);
