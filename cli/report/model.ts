import type { CostDifference } from "../../domain/prices/difference.ts";
import type { StackEnding } from "../check/exceptions.ts";
import type { PolicyFacts, StackVerdict } from "../check/verdict.ts";
import type { StackCost } from "../cost/estimate.ts";
import type { StackDiff } from "../diff/report.ts";
import type { End } from "../patches/ends.ts";
import type { PatchReport } from "../patches/report.ts";
import type { Row, Status } from "../pci/assess.ts";
import type { PciReport } from "../pci/report.ts";
import type { ReportCalendar } from "./calendar.ts";
import type { NetworkReport } from "./network.ts";

/** All that `store report` says of one stack; `--json` prints it, and the page has no number that is not in it. */
export interface StackReport {
  /** Counted up when a field changes its meaning. */
  readonly version: 1;
  readonly stack: string;
  /** Time of the report, ISO 8601 in UTC. */
  readonly at: string;
  readonly kind: "store" | "account";
  /** Its properties, each a name and a value: `Region`, `eu-central-1`. */
  readonly about: readonly (readonly [name: string, value: string])[];
  readonly counts: { readonly resources: number; readonly components: number };
  /** A sentence where it cannot be judged; absent for an account, which has none. */
  readonly network?: NetworkReport | string;
  /** Absent where it is compared with nothing. */
  readonly change?: StackChange;
  readonly cost: StackCost;
  readonly verdict: StackVerdict;
  /** The policies that found something, by name. */
  readonly policies: Readonly<Record<string, PolicyFacts>>;
  /** Relaxations in the settings, a sentence each. */
  readonly relaxations: readonly string[];
  /** Exceptions in the settings that have ended, and those that end within so many days. */
  readonly exceptions: { readonly within: number; readonly ended: readonly StackEnding[]; readonly soon: readonly StackEnding[] };
  readonly pci: PciReport;
  /** Absent for an account, which has nothing to patch. */
  readonly patches?: PatchReport;
  readonly calendar: ReportCalendar;
  /** Ends of support, the first to end first, by dates that were last compared with their sources on `lookedUp`. */
  readonly support: { readonly ends: readonly End[]; readonly lookedUp: string };
}

/** The effects of a change. */
export interface StackChange {
  readonly diff: StackDiff;
  /** Costs by this stack's assumptions of use, before and after. */
  readonly cost: CostDifference;
}

/** Something that needs a person, the worst first. */
export interface Concern {
  readonly level: "bad" | "warn";
  readonly text: string;
  /** The section of the page that has more. */
  readonly section: string;
}

/** The parts of a report that need attention: what is wrong or late, then what soon will be. */
export function concernsOf(report: StackReport): Concern[] {
  const { verdict, exceptions, pci, change, support, network } = report;
  const bad = (section: string, texts: readonly string[]) => texts.map((text): Concern => ({ level: "bad", text, section }));
  const warn = (section: string, texts: readonly string[]) => texts.map((text): Concern => ({ level: "warn", text, section }));
  const numbers = (status: Status) => pci.requirements.filter((row) => row.status === status).map(({ number }) => number);
  const [notMet, off] = [numbers("not met"), numbers("off")];
  const talks = typeof network === "object" ? network : { talks: [], mustFail: { held: [] } };
  const calendar = pci.calendar?.entries ?? [];
  return [
    ...bad("policies", [...verdict.faults, ...verdict.unknownPolicies]),
    ...bad("policies", verdict.violations.length > 0 ? [`${counted(verdict.violations.length, "violation")} of mandatory policies`] : []),
    ...bad(
      "changes",
      change && change.diff.summary.holdingData > 0
        ? [`The change loses data of ${counted(change.diff.summary.holdingData, "resource")}`]
        : [],
    ),
    ...bad(
      "network",
      talks.talks.flatMap(({ refused }) => refused),
    ),
    ...bad(
      "network",
      talks.mustFail.held.map((held) => `${held}: must fail, and is held`),
    ),
    ...bad("pci", notMet.length > 0 ? [`PCI DSS ${notMet.join(", ")}: not met`] : []),
    ...bad(
      "pci",
      calendar.filter(({ status }) => status === "overdue").map(({ requirement, what }) => `PCI DSS ${requirement}, ${what}: overdue`),
    ),
    ...bad(
      "exceptions",
      exceptions.ended.map(({ kind, setting, until }) => `The ${kind} ${setting} ended on ${until}`),
    ),
    ...bad(
      "support",
      support.ends
        .filter(({ daysLeft }) => daysLeft < 0)
        .map(({ what, version, ends }) => `${what} ${version} has had no fixes since ${ends}`),
    ),
    ...warn("pci", off.length > 0 ? [`PCI DSS ${off.join(", ")}: switched off by the settings`] : []),
    ...warn(
      "pci",
      calendar
        .filter(({ status }) => status === "due soon")
        .map(({ requirement, what, due }) => `PCI DSS ${requirement}, ${what}: due on ${due ?? "a day that is not known"}`),
    ),
    ...warn(
      "exceptions",
      exceptions.soon.map(({ kind, setting, until }) => `The ${kind} ${setting} ends on ${until}`),
    ),
    ...warn(
      "support",
      support.ends.filter(isNear).map(({ what, version, ends }) => `${what} ${version} gets no fixes after ${ends}`),
    ),
  ];
}

/** Days before an end of support from which on it needs attention. */
const NEAR = 180;

/** Whether support ends soon. */
export const isNear = ({ daysLeft }: End): boolean => daysLeft >= 0 && daysLeft < NEAR;

/** The statuses of a requirement that leave something to do. */
export const openStatuses: ReadonlySet<Status> = new Set(["not met", "off", "waived", "unknown", "in part"]);

/** Those requirements that leave something to do. */
export const openRows = ({ requirements }: PciReport): Row[] => requirements.filter(({ status }) => openStatuses.has(status));

/** `1 violation`, `2 violations`. */
export const counted = (count: number, what: string): string => `${count.toLocaleString("en-US")} ${what}${count === 1 ? "" : "s"}`;
