import { nextWindows, type Occurrence, touches } from "../../domain/calendars/windows.ts";
import type { PatchRequest } from "../../domain/contracts/patch-window.ts";
import { installMinutes } from "../../domain/defaults/patching.ts";

/** Minimum minutes for a replacement of the nodes: a new node starts, warms up, and bakes. */
const MIN_REFRESH_MINUTES = 30;

/** Minutes after the window's end for which a replacement that is still under way is waited for. */
const GRACE_MINUTES = 60;

const minutes = (count: number) => count * 60_000;

/** A window, and the emergency for which it opens in spite of a freeze. */
export interface Opening extends Occurrence {
  readonly emergency?: string | undefined;
}

/** The window that is open at a moment, and those around it. */
export interface Windows {
  readonly open: Opening | undefined;
  /** The last that has ended. */
  readonly last: Opening;
  readonly next: Opening;
}

/** The windows around `now`. */
export function windowsAround(request: PatchRequest, now: Date): Windows {
  const twoWeeksBefore = new Date(now.getTime() - minutes(14 * 24 * 60));
  const around = nextWindows(request.window, request.freezes, twoWeeksBefore, 4).map((window) => lift(request, window));
  const last = around.findLast(({ end }) => end <= now);
  const next = around.find(({ start }) => start > now);
  if (!last || !next) throw new Error(`no windows around ${now.toISOString()}, expected one each week`);
  return { open: around.find(({ start, end }) => start <= now && now < end), last, next };
}

/** Lifts the freeze of a window in an emergency, through its last day. */
export function lift({ emergency, window }: Pick<PatchRequest, "emergency" | "window">, occurrence: Occurrence): Opening {
  const covers = emergency && touches({ from: "0001-01-01", to: emergency.until, reason: "" }, window, occurrence);
  return occurrence.frozenBy && covers ? { ...occurrence, frozenBy: undefined, emergency: emergency.reason } : occurrence;
}

/** Time at which the installation of remaining patches begins. */
export const installFrom = (end: Date): Date => new Date(end.getTime() - minutes(installMinutes));

/** The last moment at which a replacement of the nodes may begin. */
export const lastStart = (end: Date): Date => new Date(installFrom(end).getTime() - minutes(MIN_REFRESH_MINUTES));

/** Time since which a daily scan counts; one may be missed. */
export const lastLook = (now: Date): Date => new Date(now.getTime() - minutes(2 * 24 * 60));

/** Time at which a replacement that is still under way is cancelled. */
export const giveUp = (end: Date): Date => new Date(end.getTime() + minutes(GRACE_MINUTES));

/** Time at which a rollback that began at `since` is given up too, and an operator has to intervene. */
export const latestRollback = (since: Date): Date => new Date(since.getTime() + minutes(2 * GRACE_MINUTES));
