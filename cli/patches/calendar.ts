import { DateTime } from "luxon";
import { promotions } from "../../domain/calendars/promotions.ts";
import { clockYear, type Freeze, nextWindows, serviceWindow } from "../../domain/calendars/windows.ts";
import { installMinutes, recordsPrefix } from "../../domain/defaults/patching.ts";
import { installFrom, lastStart, lift } from "../../functions/patch-window/window.ts";
import type { PatchFacts } from "./facts.ts";

/** One of the next windows. Times are ISO 8601 in UTC, but `local`. */
export interface PlannedWindow {
  readonly start: string;
  readonly end: string;
  /** `Sun 2026-11-29 03:00-06:00`, in the window's time zone. */
  readonly local: string;
  readonly frozenBy?: Freeze | undefined;
  /** Why it takes place although frozen. */
  readonly emergency?: string | undefined;
  /** End of the staging window whose image it takes; absent where it takes the newest, or none has soaked. */
  readonly soakedSince?: string | undefined;
}

/** One of the store's stacks in the order in which a fix meets them. */
export interface Turn {
  readonly stack: string;
  /** `sun 03:00 for 3 h, UTC`. */
  readonly window: string;
  /** Which image its nodes get. */
  readonly takes: string;
}

/** The weekly window in words. */
export const weekly = ({ weekday, start, hours, timezone }: PatchFacts["window"]): string =>
  `${weekday} ${start} for ${hours} h, ${timezone}`;

/** Which image the nodes of a stack get. */
function imageOf({ soakDays, pinnedImage }: PatchFacts): string {
  if (pinnedImage !== undefined) return `${pinnedImage}, which web.image pins`;
  return soakDays > 0 ? `the newest image that staging has run for ${days(soakDays)}` : "the newest image";
}

/** The stacks of a store in the order in which a fix meets them. */
export const turnsOf = (chain: readonly PatchFacts[]): Turn[] =>
  chain.map((facts) => ({ stack: facts.stack, window: weekly(facts.window), takes: imageOf(facts) }));

/** A step of a window that is not frozen, `from` minutes after its start; the service window is on its own. */
export interface Step {
  readonly from: number;
  readonly does: string;
}

/** The next windows of a stack, those that are frozen too. `staging` is the plan whose images production takes. */
export function plannedWindows(facts: PatchFacts, staging: PatchFacts | undefined, now: Date, count: number): PlannedWindow[] {
  const taken = staging && facts.soakDays > 0 ? promotions(staging, facts, now).windows : [];
  return nextWindows(facts.window, facts.freezes, now, count).map((occurrence) => {
    const { start, end, frozenBy, emergency } = lift(facts, occurrence);
    const soaked = taken.find(({ at }) => at.getTime() === start.getTime())?.soakedSince;
    return {
      start: start.toISOString(),
      end: end.toISOString(),
      local: localText(facts, start, end),
      ...(frozenBy && { frozenBy }),
      ...(emergency !== undefined && { emergency }),
      ...(soaked && { soakedSince: soaked.toISOString() }),
    };
  });
}

function localText({ window: { timezone } }: PatchFacts, start: Date, end: Date): string {
  const local = (date: Date) => DateTime.fromJSDate(date, { zone: timezone }).setLocale("en");
  const [from, to] = [local(start), local(end)];
  return `${from.toFormat("ccc yyyy-MM-dd HH:mm")}-${to.toFormat(from.hasSame(to, "day") ? "HH:mm" : "ccc HH:mm")}`;
}

/** The steps of an open window, in order. */
export function stepsOf(facts: PatchFacts): Step[] {
  const { window, pinnedImage } = facts;
  // Any day without a change of the clocks: only what lies between counts.
  const start = new Date("2026-01-05T00:00:00Z");
  const end = new Date(start.getTime() + window.hours * 3_600_000);
  const after = (date: Date) => (date.getTime() - start.getTime()) / 60_000;
  return [
    { from: 0, does: "skipped if the canary or any store alarm is firing; otherwise a backup of database and files, which must succeed" },
    pinnedImage === undefined
      ? {
          from: 0,
          does: `then new nodes from ${imageOf(facts)}, before the old ones go; none begins later than ${clock(after(lastStart(end)))} after the start`,
        }
      : { from: 0, does: `then no new nodes: web.image pins ${pinnedImage}` },
    { from: after(installFrom(end)), does: `what the image lacks, one node after the other, ${installMinutes} minutes` },
    {
      from: window.hours * 60,
      does: `the record into ${archiveOf(facts)}; if an alarm fires, a rollback to the previous image`,
    },
  ];
}

/** Place of the records, as far as it is known without asking AWS. */
function archiveOf({ accountId, recordsBucket, recordsLocked, stack }: PatchFacts): string {
  const kept = recordsLocked
    ? "where it cannot be changed (Object Lock)"
    : "which has no Object Lock: name the account's stack in account.stack";
  return accountId === undefined ? `its bucket, ${kept}` : `${recordsBucket(accountId)}/${recordsPrefix}${stack}/, ${kept}`;
}

/** `1 h 30 min`. */
export const clock = (minutes: number): string => {
  const parts = [Math.floor(minutes / 60) > 0 ? `${Math.floor(minutes / 60)} h` : "", minutes % 60 > 0 ? `${minutes % 60} min` : ""];
  return parts.filter(Boolean).join(" ") || "0 min";
};

/** `1 day`, `2.5 days`. */
export const days = (count: number): string => {
  const rounded = Math.round(count * 10) / 10;
  return `${rounded} day${rounded === 1 ? "" : "s"}`;
};

/** Service window for minor versions of database and caches, `ddd:hh:mm-ddd:hh:mm` in UTC. */
export const serviceHour = ({ window }: PatchFacts, now: Date): string => serviceWindow(clockYear(window, now));
