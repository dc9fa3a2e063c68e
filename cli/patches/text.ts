import type { Colors } from "picocolors/types.js";
import { wentWell, windowsInVain } from "../../domain/contracts/patch-window.ts";
import { clock, days, type PlannedWindow, weekly } from "./calendar.ts";
import { refused } from "./conflicts.ts";
import type { Observed, ShownRecord } from "./observed.ts";
import type { PatchReport } from "./report.ts";
import type { Requirement, Status } from "./requirements.ts";

/** The report for people, lines without the last line break. */
export function reportText(report: PatchReport, colors: Colors): string {
  const { observed } = report;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ["Order", table(report.order.map(({ stack, window, takes }) => [stack, window, takes]))],
    ["Next windows", windowLines(report, colors)],
    ["Freezes", freezeLines(report)],
    ["What an open window does", stepLines(report)],
    ["Conflicts", report.conflicts.length > 0 ? report.conflicts.map((line) => colors.yellow(line)) : refused],
    [`PCI DSS ${report.pciDss}`, report.requirements.flatMap((one) => requirementLines(one, colors))],
    ["Last windows, from their records", observed ? recordLines(observed, colors) : []],
    ["Database", observed ? databaseLines(observed) : []],
    [
      `Ends of fixes, by what their makers said until ${report.endsLookedUp}`,
      table(report.ends.map(({ what, version, ends, daysLeft, source }) => [`${what} ${version}`, ends, left(daysLeft), source])),
    ],
    ["AWS", observed ? awsLines(observed) : ["not asked: there are no credentials (AWS_PROFILE or the like gives some)"]],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [
    heading(report, colors),
    ...shown.map(([title, lines]) => [colors.bold(title), ...lines.map((line) => `  ${line}`)].join("\n")),
  ].join("\n\n");
}

function heading({ stack, at, window, emergency, contacts }: PatchReport, colors: Colors): string {
  const soak = window.soakDays > 0 ? `, ${days(window.soakDays)} after staging` : "";
  const lines = [
    `${colors.bold(stack)}  patches, as of ${minute(at)}`,
    `each ${weekly(window)}${soak}; ${contacts.join(", ")} answers for it`,
  ];
  if (emergency) lines.push(colors.yellow(`emergency through ${emergency.until}, freezes do not hold: ${emergency.reason}`));
  return lines.join("\n");
}

/** `2026-11-22 12:00 UTC` */
const minute = (iso: string) => `${iso.slice(0, 16).replace("T", " ")} UTC`;
const left = (daysLeft: number) => (daysLeft < 0 ? `${days(-daysLeft)} ago` : `${days(daysLeft)} left`);

function windowLines({ windows, window }: PatchReport, colors: Colors): string[] {
  const utc = (one: PlannedWindow) => (window.timezone === "UTC" ? [] : [utcText(one)]);
  const rows = windows.map((one) => [`${one.local} ${window.timezone}`, ...utc(one), whatHappens(one)]);
  return table(rows).map((line, i) => (windows[i]?.frozenBy ? colors.dim(line) : line));
}

const utcText = ({ start, end }: PlannedWindow) => `${start.slice(0, 10)} ${start.slice(11, 16)}-${end.slice(11, 16)} UTC`;

function whatHappens({ frozenBy, emergency, soakedSince }: PlannedWindow): string {
  if (frozenBy) return `frozen ${frozenBy.from} to ${frozenBy.to}: ${frozenBy.reason}`;
  const image = soakedSince ? `image that staging took until ${minute(soakedSince)}` : "open";
  return emergency === undefined ? image : `${image}; emergency: ${emergency}`;
}

function freezeLines({ freezes }: PatchReport): string[] {
  if (freezes.length === 0) return [];
  return [
    ...table(freezes.map(({ from, to, reason }) => [`${from} to ${to}`, reason])),
    "a frozen window changes nothing and leaves its record; patching.emergency alone opens it, with its reason on record",
  ];
}

function stepLines({ steps, serviceHour }: PatchReport): string[] {
  const rows = steps.map(({ from, does }) => [`start + ${clock(from)}`, does]);
  return table([...rows, [`${serviceHour} UTC`, "minor versions of database and caches, by AWS, which knows no freezes"]]);
}

function requirementLines({ pci, asks, status, shown, who }: Requirement, colors: Colors): string[] {
  return [`${paint(status, colors)(status.padEnd(7))}  ${pci.padEnd(6)}  ${asks}`, `                 ${shown} (${who})`];
}

const paint = (status: Status, colors: Colors) => ({ met: colors.green, "not met": colors.red, open: colors.yellow })[status];

function recordLines({ records = [], inVain }: Observed, colors: Colors): string[] {
  const lines = table(
    records.map(({ windowStart, result, why, emergency, backups }) => [
      minute(windowStart),
      result,
      `${backups} backups`,
      emergency === undefined ? why : `${why}; emergency: ${emergency}`,
    ]),
  );
  const painted = lines.map((line, i) => (inVain >= windowsInVain && cameToNothing(records[i]) ? colors.red(line) : line));
  const said = `${inVain} windows in a row came to nothing: the store gets no fixes until somebody sees why (docs/operations/patching.md)`;
  return inVain >= windowsInVain ? [colors.red(said), ...painted] : painted;
}

const cameToNothing = (record: ShownRecord | undefined) => record !== undefined && record.result !== "frozen" && !wentWell(record.result);

function databaseLines({ database }: Observed): string[] {
  if (!database) return [];
  const { engine, version, minorVersions, authority, certificateUntil, pending } = database;
  const certificate = certificateUntil ? `, certificate until ${certificateUntil.slice(0, 10)}` : "";
  return [
    `${engine} ${version}, minor versions ${minorVersions ? "automatic" : "by hand"}; ${authority ?? "no CA named"}${certificate}`,
    ...pending.map((what) => `waits for the next service window: ${what}`),
  ];
}

function awsLines({ accountId, gaps }: Observed): string[] {
  return [`asked${accountId === undefined ? "" : `, account ${accountId}`}`, ...gaps.map((gap) => `could not be read: ${gap}`)];
}

/** Rows with aligned columns; nothing is filled up after the last. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join("  "));
}
