import { dayOf } from "../../domain/calendars/days.ts";
import type { Freeze, PatchWindow } from "../../domain/calendars/windows.ts";
import { lookedUp } from "../../domain/defaults/lifecycle.ts";
import { PCI_VERSION } from "../../policies/catalogue.ts";
import { type PlannedWindow, plannedWindows, type Step, serviceHour, stepsOf, type Turn, turnsOf } from "./calendar.ts";
import { conflictsOf } from "./conflicts.ts";
import type { End } from "./ends.ts";
import type { Observed } from "./observed.ts";
import { type PatchEvidence, type Requirement, requirementsOf, stagingOf } from "./requirements.ts";

/** The report of `store patches`; `--json` prints it as it is. Times are ISO 8601 in UTC. */
export interface PatchReport {
  readonly stack: string;
  readonly at: string;
  readonly pciDss: string;
  /** The weekly window, and the days that staging goes first. */
  readonly window: PatchWindow & { readonly soakDays: number };
  readonly emergency?: { readonly reason: string; readonly until: string };
  readonly contacts: readonly string[];
  /** The store's stacks in the order in which a fix meets them. */
  readonly order: readonly Turn[];
  /** Those that are not over. */
  readonly freezes: readonly Freeze[];
  readonly windows: readonly PlannedWindow[];
  readonly steps: readonly Step[];
  /** Service window for minor versions of database and caches, `ddd:hh:mm-ddd:hh:mm` in UTC. */
  readonly serviceHour: string;
  readonly conflicts: readonly string[];
  readonly requirements: readonly Requirement[];
  readonly ends: readonly End[];
  /** The day by which the dates of `ends` were compared with their sources. */
  readonly endsLookedUp: string;
  /** Absent where AWS was not asked. */
  readonly observed?: Observed;
}

/** Number of windows that are shown: two months. */
const WINDOWS = 8;

/** All about a stack's patches. */
export function reportOf(evidence: PatchEvidence, count = WINDOWS): PatchReport {
  const { facts, chain, order, ends, observed, now } = evidence;
  const { emergency } = facts;
  return {
    stack: facts.stack,
    at: now.toISOString(),
    pciDss: PCI_VERSION,
    window: { ...facts.window, soakDays: facts.soakDays },
    ...(emergency && { emergency }),
    contacts: facts.contacts,
    order: turnsOf(chain),
    freezes: facts.freezes.filter(({ to }) => to >= dayOf(now)),
    windows: plannedWindows(facts, stagingOf(evidence), now, count),
    steps: stepsOf(facts),
    serviceHour: serviceHour(facts, now),
    conflicts: conflictsOf(facts, order),
    requirements: requirementsOf(evidence),
    ends,
    endsLookedUp: lookedUp,
    ...(observed && { observed }),
  };
}
