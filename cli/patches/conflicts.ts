import { dayOf } from "../../domain/calendars/days.ts";
import { promotions, slowest } from "../../domain/calendars/promotions.ts";
import { longestGap } from "../../domain/calendars/windows.ts";
import { days } from "./calendar.ts";
import type { PatchFacts } from "./facts.ts";

/** Days in which critical fixes have to be installed (PCI DSS 6.3.3). */
export const monthDays = 30;

/** The maximum days that a fix waits by the plan. */
export interface LongestWait {
  /** Infinite where it is never installed. */
  readonly days: number;
  /** Which one waits so long, in words. */
  readonly which: string;
}

/** The wait of the fix that comes at the worst moment; `staging` is the plan whose images production takes. */
export function longestWait(facts: PatchFacts, staging: PatchFacts | undefined, now: Date): LongestWait {
  if (facts.soakDays > 0 && staging) {
    const { windows, oldestDays } = promotions(staging, facts, now);
    const late = slowest(windows);
    return late?.missed
      ? { days: oldestDays, which: `one that just misses ${staging.stack} on ${dayOf(late.missed)} is here on ${dayOf(late.taken)}` }
      : { days: oldestDays, which: "no image runs in staging for long enough" };
  }
  const gap = longestGap(facts.window, facts.freezes);
  return gap
    ? { days: gap.days, which: `one that just misses the window of ${dayOf(gap.from)} is here on ${dayOf(gap.to)}` }
    : { days: 7, which: "from one window to the next" };
}

/**
 * Conflicts of the plan, a sentence each: the faults of the store's `order`, and an image that nothing replaces. The settings'
 * own checks leave no other.
 */
export function conflictsOf({ pinnedImage }: PatchFacts, order: readonly string[]): string[] {
  const pinned = pinnedImage === undefined ? [] : [`web.image pins ${pinnedImage}: nodes get new packages, never a new image`];
  return [...order, ...pinned];
}

/** Conflicts that the settings' checks and the store's order exclude, for readers of a list without conflicts. */
export const refused =
  `none; settings are refused where a freeze holds a fix back for over ${days(monthDays)}, where clocks change in a window, where a ` +
  "daily backup or snapshot runs into it, where staging is not before production, or dev not before staging";
