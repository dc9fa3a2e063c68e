import { unsuccessfulWindows, wentWell } from "../../domain/contracts/patch-window.ts";
import { lookedUp, nearDays } from "../../domain/defaults/lifecycle.ts";
import { approvalRules } from "../../domain/defaults/patching.ts";
import { compareVersions } from "../../domain/defaults/xcart-versions.ts";
import { days } from "./calendar.ts";
import { longestWait, monthDays } from "./conflicts.ts";
import type { End } from "./ends.ts";
import type { PatchFacts } from "./facts.ts";
import type { Observed } from "./observed.ts";

/** `open`: only AWS can tell, and was not asked or did not say. */
export type Status = "met" | "not met" | "open";

/** A requirement, and the evidence for it. */
export interface Requirement {
  /** Requirement of PCI DSS 4.0.1. */
  readonly pci: string;
  readonly asks: string;
  readonly status: Status;
  readonly shown: string;
  /** The responsible party. */
  readonly who: string;
}

/** The evidence for the requirements. */
export interface PatchEvidence {
  readonly facts: PatchFacts;
  /** The store's stacks that have files, itself among them, in the order in which a fix meets them. */
  readonly chain: readonly PatchFacts[];
  /** Faults of that order, a sentence each. */
  readonly order: readonly string[];
  readonly ends: readonly End[];
  readonly observed: Observed | undefined;
  readonly now: Date;
}

type Judged = Pick<Requirement, "status" | "shown">;

/** Days after which a daily scan is late. */
const SCAN_DAYS = 2;

const OPEN: Judged = { status: "open", shown: "AWS was not asked" };

/** The requirements about patches, and whether they are met. */
export function requirementsOf(evidence: PatchEvidence): Requirement[] {
  const store = evidence.facts.contacts.join(", ");
  return [
    { pci: "6.3.3", asks: "critical fixes are installed within a month: the plan", ...planned(evidence), who: store },
    { pci: "6.3.3", asks: "critical fixes: the nodes' image", ...imageAge(evidence), who: store },
    { pci: "6.3.3", asks: "critical fixes: missing packages on the nodes", ...missing(evidence), who: store },
    { pci: "6.3.3", asks: "critical fixes: X-Cart", ...xcart(evidence), who: store },
    { pci: "6.3.3", asks: "all other fixes are installed within a fixed time", ...others(evidence), who: "this program" },
    { pci: "6.3.1", asks: "missing fixes are looked for", ...scans(evidence), who: "this program" },
    { pci: "6.5.1", asks: "changes are tested, can be rolled back, and are recorded", ...recorded(evidence), who: store },
    { pci: "12.3.4", asks: "everything in use gets security fixes", ...ended(evidence), who: store },
  ];
}

const met = (good: boolean, shown: string): Judged => ({ status: good ? "met" : "not met", shown });
const age = (since: string, now: Date) => (now.getTime() - Date.parse(since)) / 86_400_000;

/** The staging whose images production takes, where it has a stack file. */
export const stagingOf = ({ facts, chain }: Pick<PatchEvidence, "facts" | "chain">): PatchFacts | undefined =>
  facts.environment === "prod" ? chain.find(({ environment }) => environment === "staging") : undefined;

function planned(evidence: PatchEvidence): Judged {
  const { facts, now } = evidence;
  const wait = longestWait(facts, stagingOf(evidence), now);
  if (!Number.isFinite(wait.days)) return met(false, wait.which);
  return met(wait.days <= monthDays, `a fix waits ${days(wait.days)} at most, freezes counted: ${wait.which}`);
}

function imageAge({ facts, observed, now }: PatchEvidence): Judged {
  if (!observed) return OPEN;
  const { image } = observed;
  if (image?.foreign !== undefined) return met(false, `nodes start from an image that is not Amazon's own: ${image.foreign}`);
  // A pinned image never changes by itself, so its owner has to watch it.
  if (!image?.published || facts.pinnedImage !== undefined)
    return { status: "open", shown: facts.pinnedImage ? `web.image pins ${facts.pinnedImage}` : "AWS did not say" };
  const old = age(image.published, now);
  const newest = image.id === image.newest ? "the newest" : `the newest is ${image.newest}`;
  // An old image is expected where no newer one has been published.
  return met(
    old <= monthDays || image.id === image.newest,
    `${image.id}, published ${image.published.slice(0, 10)}, ${days(old)} old; ${newest}`,
  );
}

function missing({ observed }: PatchEvidence): Judged {
  if (!observed) return OPEN;
  const { nodes } = observed;
  if (!nodes) return { status: "open", shown: "AWS did not say" };
  if (nodes.length === 0) return { status: "open", shown: "no node has been scanned" };
  const lacking = nodes.filter(({ missing, failed, waiting }) => missing + failed + waiting > 0);
  const detail = lacking.map(
    ({ id, missing, failed, waiting }) => `${id}: ${missing} missing, ${failed} failed, ${waiting} wait for a restart`,
  );
  const unknown = nodes.filter(({ scanned }) => scanned === undefined).map(({ id }) => `${id} has no patch state`);
  if (unknown.length > 0) return met(false, [...detail, `unknown: ${unknown.join(", ")}`].join("; "));
  return met(lacking.length === 0, lacking.length === 0 ? `${count(nodes.length, "node")}, none lacks a package` : detail.join("; "));
}

function xcart({ facts: { xcart: line, xcartAge }, now }: PatchEvidence): Judged {
  if (!xcartAge) return { status: "open", shown: `xcart.securityBuild names no build of ${line} with security fixes` };
  const { build, securityBuild } = xcartAge;
  const fixes = `${securityBuild.version}, published ${securityBuild.published}`;
  if (build === undefined) return { status: "open", shown: `xcart.build does not say what runs; the newest security fixes are ${fixes}` };
  if (compareVersions(build, securityBuild.version) >= 0) return met(true, `${build} runs, with the newest security fixes, ${fixes}`);
  return met(age(securityBuild.published, now) <= monthDays, `${build} runs, without the security fixes of ${fixes}`);
}

function others(evidence: PatchEvidence): Judged {
  const { facts, now } = evidence;
  const approval = Math.max(...approvalRules.map(({ approveAfterDays }) => approveAfterDays));
  const wait = longestWait(facts, stagingOf(evidence), now).days + approval;
  return met(Number.isFinite(wait), `approved after ${days(approval)}, then installed in the next open window: ${days(wait)} at most`);
}

function scans({ observed, now }: PatchEvidence): Judged {
  if (!observed?.nodes) return observed ? { status: "open", shown: "AWS did not say" } : OPEN;
  if (observed.nodes.length === 0) return { status: "open", shown: "no node has been scanned" };
  const late = observed.nodes.filter(({ scanned }) => scanned === undefined || age(scanned, now) > SCAN_DAYS);
  if (late.length > 0) return met(false, `not scanned for ${days(SCAN_DAYS)}: ${late.map(({ id }) => id).join(", ")}`);
  const oldest = observed.nodes.map(({ scanned = "" }) => scanned).sort()[0] ?? "";
  return met(true, `each node is scanned daily; the oldest scan is of ${oldest.slice(0, 16)}Z`);
}

function recorded({ facts: { soakDays }, observed, now }: PatchEvidence): Judged {
  if (!observed) return OPEN;
  const { records, patched } = observed;
  if (!records) return { status: "open", shown: "the records could not be read" };
  const [last] = records;
  if (!last) return { status: "open", shown: "no window has been recorded yet" };
  const since = patched === undefined ? "no window has patched it yet" : `last patched ${days(age(patched, now))} ago`;
  const bad = records.filter(({ result }) => result !== "frozen" && !wentWell(result)).length;
  const well = patched !== undefined && age(patched, now) <= monthDays && observed.inVain < unsuccessfulWindows;
  const vain = observed.inVain >= unsuccessfulWindows ? `; the last ${observed.inVain} windows were unsuccessful: ${last.why}` : "";
  const tried = soakDays > 0 ? `${days(soakDays)} in staging come first; ` : "";
  return met(well, `${tried}${since}; ${count(records.length, "record")} below, ${bad} of them of unsuccessful windows${vain}`);
}

function ended({ ends, now }: PatchEvidence): Judged {
  const past = ends.filter(({ daysLeft }) => daysLeft < 0);
  const name = ({ what, version, ends }: End) => `${what} ${version} (${ends})`;
  const seen = past.filter(({ assumed }) => !assumed);
  if (seen.length > 0) return met(false, `past: ${seen.map(name).join(", ")}`);
  if (past.length > 0)
    return { status: "open", shown: `the newest known to work is past, so see what the nodes run: ${past.map(name).join(", ")}` };
  // 12.3.4 wants a review once every 12 months.
  if (age(lookedUp, now) > 365) return { status: "open", shown: `the dates were last compared with their sources on ${lookedUp}` };
  const near = ends.filter(({ daysLeft }) => daysLeft <= nearDays);
  const [first] = ends;
  if (!first) return { status: "open", shown: "nothing in the graph has a date" };
  return met(true, near.length > 0 ? `within ${nearDays} days: ${near.map(name).join(", ")}` : `the first to end is ${name(first)}`);
}

/** `1 node`, `2 nodes`. */
const count = (number: number, what: string) => `${number} ${what}${number === 1 ? "" : "s"}`;
