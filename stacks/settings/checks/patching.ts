import { settingsYear } from "../../../domain/calendars/clock-changes.ts";
import { dayOf } from "../../../domain/calendars/days.ts";
import { hasEnded, isPastGrace, longEnded } from "../../../domain/calendars/endings.ts";
import { daySpans, minutesAWeek, modulo, overlap, type WeekSpan } from "../../../domain/calendars/spans.ts";
import { clockYear, longestGap } from "../../../domain/calendars/windows.ts";
import { patchParameters, serviceMinutes } from "../../../domain/defaults/patching.ts";
import { fault } from "../faults.ts";
import { type PatchingSettings, patchWindow } from "../resolve/patching.ts";
import type { StoreSettings } from "../resolve/store.ts";

/** Days in which critical fixes have to be installed (PCI DSS 6.3.3). */
const MONTH_DAYS = 30;

/** The window in words, for sentences about others. */
export const windowText = ({ window, duration, timezone }: PatchingSettings): string =>
  `patching.window, ${window} for ${duration} hours in ${timezone}, and the hour before`;

/** The minutes of the week in which database and caches, and then nodes, may be patched, whatever the clocks of the zone show in a year. */
export function patchSpan(patching: PatchingSettings): WeekSpan {
  const window = patchWindow(patching);
  const { earliest, spread } = clockYear(window, settingsYear).opens;
  return { start: modulo(earliest - serviceMinutes, minutesAWeek), length: serviceMinutes + spread + window.hours * 60 };
}

/** Faults of the window: clocks that change in it, and daily windows that overlap it or are too short (30 minutes, RDS; an hour, ElastiCache). */
export function windowFaults({ database, cache, patching }: Pick<StoreSettings, "database" | "cache" | "patching">): string[] {
  const { unclearDay } = clockYear(patchWindow(patching), settingsYear);
  const steady = `a window in which the clocks of ${patching.timezone} never change, as they do on ${unclearDay}`;
  const faults = unclearDay ? [fault("patching.window", patching.window, steady)] : [];
  const daily: [string, string, number][] = [
    ["database.backupWindow", database.backupWindow, 30],
    ["cache.snapshotWindow", cache.snapshotWindow, 60],
  ];
  const patches = patchSpan(patching);
  for (const [path, text, shortest] of daily) {
    const spans = daySpans(text);
    if ((spans[0]?.length ?? 0) < shortest) faults.push(fault(path, text, `a window of at least ${shortest} minutes`));
    if (spans.some((span) => overlap(span, patches)))
      faults.push(fault(path, text, `a window in UTC that never overlaps ${windowText(patching)}`));
  }
  return faults;
}

/** Faults of the freezes: backwards, twice, or so long that a critical patch would wait for more than a month (PCI DSS 6.3.3). */
export function freezeFaults({ patching }: Pick<StoreSettings, "patching">): string[] {
  const { freeze: freezes } = patching;
  const faults = freezes.flatMap((freeze, i) => {
    const path = `patching.freeze[${i}]`;
    const backwards = freeze.from > freeze.to ? [fault(`${path}.to`, freeze.to, `a day on or after from, ${freeze.from}`)] : [];
    const earlier = freezes.findIndex((other, j) => j < i && freeze.from <= other.to && other.from <= freeze.to);
    return earlier < 0
      ? backwards
      : [...backwards, fault(path, `${freeze.from} to ${freeze.to}`, `days outside patching.freeze[${earlier}]`)];
  });
  const gap = faults.length ? undefined : longestGap(patchWindow(patching), freezes);
  if (!gap || gap.days <= MONTH_DAYS) return faults;
  const [from, to] = [gap.from, gap.to].map((date) => dayOf(date));
  const got = `no unfrozen window between ${from} and ${to} (${gap.days} days)`;
  return [
    `patching.freeze: got ${got}, expected at most ${MONTH_DAYS} days from one window to the next (PCI DSS 6.3.3); shorten the freeze`,
  ];
}

/** Faults of an emergency: one that has ended, or that lifts nothing. */
export function emergencyFaults({ patching: { emergency, freeze: freezes } }: Pick<StoreSettings, "patching">, today: string): string[] {
  if (!emergency) return [];
  const { until } = emergency;
  if (isPastGrace(until, today))
    return [fault("patching.emergency.until", until, `today, ${today}, or a later day: ${longEnded(until)}; remove the emergency`)];
  if (hasEnded(until, today)) return [];
  const lifts = freezes.some(({ from, to }) => from <= until && to >= today);
  return lifts
    ? []
    : [fault("patching.emergency", emergency, `no value, since no freeze of patching.freeze affects a window until ${until}`)];
}

/** Faults of where images soak: no staging stack to ask, or the store itself. */
export function soakFaults({
  stack,
  environment,
  region,
  patching,
}: Pick<StoreSettings, "stack" | "environment" | "region" | "patching">): string[] {
  const { soak, stagingParameter } = patching;
  const path = "patching.stagingParameter";
  if (stagingParameter === undefined)
    return soak > 0 ? [fault("patching.soak", soak, `0 in ${environment}, or ${path} with the stack in which images run first`)] : [];
  if (soak === 0) return [fault(path, stagingParameter, "no value where patching.soak is 0, since the newest image is taken at once")];
  const [, , , itsRegion = region, , name = stagingParameter] = stagingParameter.split(":");
  if (itsRegion !== region) return [fault(path, stagingParameter, `a parameter in ${region}, since images are specific to a Region`)];
  const own = patchParameters.state(stack);
  return name === own || name === `parameter${own}`
    ? [fault(path, stagingParameter, "the parameter of another stack, in which images run first")]
    : [];
}
