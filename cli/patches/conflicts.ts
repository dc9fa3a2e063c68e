import { promotions } from "../../components/patching/order.ts";
import { clockYear, longestGap, nextWindows } from "../../components/patching/windows.ts";
import { days } from "./calendar.ts";
import type { PatchFacts } from "./facts.ts";

/** Days in which critical fixes have to be installed (PCI DSS 6.3.3). */
export const monthDays = 30;

const millisecondsADay = 86_400_000;

/** How long a fix waits by the plan at most, in days; infinite where it is never installed. */
export function longestWait(facts: PatchFacts, staging: PatchFacts | undefined, now: Date): number {
  const gap = longestGap(facts.window, facts.freezes)?.days ?? 7;
  return facts.soakDays > 0 && staging ? Math.max(gap, promotions(staging, facts, now).oldestDays) : gap;
}

/** What in the plan stands against itself, a sentence each. */
export function conflictsOf(facts: PatchFacts, staging: PatchFacts | undefined, now: Date): string[] {
  return [
    ...orderConflicts(facts, staging, now),
    ...clockConflicts(facts, now),
    ...dailyConflicts(facts, now),
    ...endedEmergency(facts, now),
  ];
}

function orderConflicts(facts: PatchFacts, staging: PatchFacts | undefined, now: Date): string[] {
  const found: string[] = [];
  if (facts.pinnedImage !== undefined) found.push(`web.image pins ${facts.pinnedImage}: nodes get new packages, never a new image`);
  if (facts.soakDays > 0 && !staging)
    found.push(`images should run for ${days(facts.soakDays)} in staging first, and there is no stack file of a staging`);
  const wait = longestWait(facts, staging, now);
  if (wait > monthDays)
    found.push(
      Number.isFinite(wait)
        ? `a fix waits ${days(wait)} at most, expected ${monthDays} (PCI DSS 6.3.3): move a window or shorten a freeze`
        : "production takes no image of staging's in a year: no image soaks long enough between the windows",
    );
  return found;
}

function clockConflicts({ window }: PatchFacts, now: Date): string[] {
  const { unclearDay } = clockYear(window, now);
  return unclearDay ? [`on ${unclearDay} the clocks of ${window.timezone} change in or at the start of the window`] : [];
}

/** The first window of the year that something daily runs into, one sentence for each. */
function dailyConflicts({ window, freezes, daily }: PatchFacts, now: Date): string[] {
  const open = nextWindows(window, freezes, now, 53).filter(({ frozenBy }) => !frozenBy);
  return Object.entries(daily).flatMap(([setting, text]) => {
    const hit = open.find(({ start, end }) => spansAround(text, start).some((span) => span.start < end && start < span.end));
    return hit
      ? [`${setting} ${text} UTC runs into the window of ${hit.start.toISOString().slice(0, 16)}Z: a backup of its own comes first`]
      : [];
  });
}

/** A daily span, `hh:mm-hh:mm` in UTC, on the day of a date, the day before and the day after. */
function spansAround(text: string, date: Date): { readonly start: Date; readonly end: Date }[] {
  const [from = 0, to = 0] = text.split("-").map((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5)));
  const length = (to - from + 24 * 60) % (24 * 60);
  const midnight = Math.floor(date.getTime() / millisecondsADay) * millisecondsADay;
  return [-1, 0, 1].map((day) => {
    const start = midnight + day * millisecondsADay + from * 60_000;
    return { start: new Date(start), end: new Date(start + length * 60_000) };
  });
}

function endedEmergency({ emergency }: PatchFacts, now: Date): string[] {
  return emergency && emergency.until < now.toISOString().slice(0, 10)
    ? [`patching.emergency ended on ${emergency.until}: take it out of the settings`]
    : [];
}
