import type { Colors } from "picocolors/types.js";
import { unsuccessfulWindows, wentWell } from "../../domain/contracts/patch-window.ts";
import { minuteText } from "../text/minute.ts";
import type { Screen } from "../text/screen.ts";
import { type Cell, type Column, table } from "../text/table.ts";
import { hanging, type Paint } from "../text/width.ts";
import { clock, days, type PlannedWindow, weekly } from "./calendar.ts";
import { refused } from "./conflicts.ts";
import type { Observed, ShownRecord } from "./observed.ts";
import type { PatchReport } from "./report.ts";
import type { Requirement, Status } from "./requirements.ts";

/** The report for people, lines without the last line break. */
export function reportText(report: PatchReport, screen: Screen): string {
  const { observed } = report;
  const { colors } = screen;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      "Order",
      rows(
        report.order.map(({ stack, window, takes }) => [stack, window, takes]),
        screen,
      ),
    ],
    ["Next windows", windowLines(report, screen)],
    ["Freezes", freezeLines(report, screen)],
    ["Steps of an open window", stepLines(report, screen)],
    ["Conflicts", report.conflicts.length > 0 ? sentences(report.conflicts, screen, colors.yellow) : sentences([refused], screen)],
    [`PCI DSS ${report.pciDss}`, report.requirements.flatMap((one) => requirementLines(one, screen))],
    ["Last windows, from their records", observed ? recordLines(observed, screen) : []],
    ["Database", observed ? sentences(databaseLines(observed), screen) : []],
    [`End of support, by the vendors' dates as of ${report.endsLookedUp}`, endLines(report, screen)],
    [
      "AWS",
      sentences(observed ? awsLines(observed) : ["not asked: there are no credentials (set AWS_PROFILE, or run `aws sso login`)"], screen),
    ],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [heading(report, screen).join("\n"), ...shown.map(([title, lines]) => [colors.bold(title), ...lines].join("\n"))].join("\n\n");
}

function heading({ stack, at, window, emergency, contacts }: PatchReport, { columns, colors }: Screen): string[] {
  const soak = window.soakDays > 0 ? `, ${days(window.soakDays)} after staging` : "";
  const ends = emergency && `emergency through ${emergency.until}, freezes do not hold: ${emergency.reason}`;
  return [
    ...hanging(`${colors.bold(stack)}  `, `patches, as of ${minuteText(at)}`, columns),
    ...hanging("", `each ${weekly(window)}${soak}; owner: ${contacts.join(", ")}`, columns),
    ...(ends === undefined ? [] : hanging("", ends, columns, colors.yellow)),
  ];
}

const left = (daysLeft: number) => (daysLeft < 0 ? `${days(-daysLeft)} ago` : `${days(daysLeft)} left`);

function windowLines({ windows, window }: PatchReport, screen: Screen): string[] {
  const utc = (one: PlannedWindow) => (window.timezone === "UTC" ? [] : [utcText(one)]);
  const painted = windows.map((one) => {
    const cells = [`${one.local} ${window.timezone}`, ...utc(one), whatHappens(one)];
    return one.frozenBy ? cells.map((text) => ({ text, paint: screen.colors.dim })) : cells;
  });
  return rows(painted, screen);
}

const utcText = ({ start, end }: PlannedWindow) => `${start.slice(0, 10)} ${start.slice(11, 16)}-${end.slice(11, 16)} UTC`;

function whatHappens({ frozenBy, emergency, soakedSince }: PlannedWindow): string {
  if (frozenBy) return `frozen ${frozenBy.from} to ${frozenBy.to}: ${frozenBy.reason}`;
  const image = soakedSince ? `image that staging took until ${minuteText(soakedSince)}` : "open";
  return emergency === undefined ? image : `${image}; emergency: ${emergency}`;
}

function freezeLines({ freezes }: PatchReport, screen: Screen): string[] {
  if (freezes.length === 0) return [];
  return [
    ...rows(
      freezes.map(({ from, to, reason }) => [`${from} to ${to}`, reason]),
      screen,
    ),
    ...sentences(
      ["a frozen window changes nothing and leaves its record; patching.emergency alone opens it, with its reason on record"],
      screen,
    ),
  ];
}

function stepLines({ steps, serviceHour }: PatchReport, screen: Screen): string[] {
  const own = steps.map(({ from, does }) => [`start + ${clock(from)}`, does]);
  return rows([...own, [`${serviceHour} UTC`, "minor versions of database and caches, by AWS, which knows no freezes"]], screen);
}

function requirementLines({ pci, asks, status, shown, who }: Requirement, { columns, colors }: Screen): string[] {
  const head = `  ${paint(status, colors)(status.padEnd(7))}  ${pci.padEnd(6)}  `;
  return [...hanging(head, asks, columns), ...hanging(" ".repeat(19), `${shown} (${who})`, columns, colors.dim)];
}

const paint = (status: Status, colors: Colors) => ({ met: colors.green, "not met": colors.red, open: colors.yellow })[status];

function recordLines({ records = [], inVain }: Observed, screen: Screen): string[] {
  const { red } = screen.colors;
  const painted = records.map((record) => {
    const { windowStart, result, why, emergency, backups } = record;
    const cells = [
      minuteText(windowStart),
      result,
      `${backups} backups`,
      emergency === undefined ? why : `${why}; emergency: ${emergency}`,
    ];
    return inVain >= unsuccessfulWindows && cameToNothing(record) ? cells.map((text) => ({ text, paint: red })) : cells;
  });
  const said = `${inVain} windows in a row were unsuccessful, and the store gets no fixes: docs/operations/patching.md says how to find the cause`;
  return [...(inVain >= unsuccessfulWindows ? sentences([said], screen, red) : []), ...rows(painted, screen)];
}

const cameToNothing = (record: ShownRecord) => record.result !== "frozen" && !wentWell(record.result);

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

function endLines({ ends }: PatchReport, screen: Screen): string[] {
  const { red, yellow, dim } = screen.colors;
  const urgency = (daysLeft: number): Paint => (daysLeft < 0 ? red : daysLeft < SOON ? yellow : (text) => text);
  const layout = [{ wraps: true }, {}, { align: "right" }, { wraps: true, paint: dim }] as const;
  const cells = ends.map(({ what, version, ends: end, daysLeft, source }): Cell[] => [
    `${what} ${version}`,
    end,
    { text: left(daysLeft), paint: urgency(daysLeft) },
    source,
  ]);
  return table(layout, cells, { columns: screen.columns });
}

/** An end of support that is nearer is yellow, in days. */
const SOON = 180;

/** Rows with aligned columns, of which the last wraps. */
function rows(cells: readonly (readonly Cell[])[], { columns }: Screen): string[] {
  const width = cells[0]?.length ?? 0;
  const layout = Array.from({ length: width }, (_, at): Column => ({ wraps: at === width - 1 }));
  return table(layout, cells, { columns });
}

const sentences = (lines: readonly string[], { columns }: Screen, paint?: Paint): string[] =>
  lines.flatMap((line) => hanging("  ", line, columns, paint));
