import type { Colors } from "picocolors/types.js";
import { families } from "../../domain/pci/requirements.ts";
import { counted } from "../preview/kinds.ts";
import { hanging, wrapped } from "../text/width.ts";
import { type Row, type Status, statuses } from "./assess.ts";
import { calendarLines } from "./calendar.ts";
import type { PciReport } from "./report.ts";

/** Options of a report's text. */
export interface TextOptions {
  readonly colors: Colors;
  /** Columns of the terminal. */
  readonly width: number;
  /** Every requirement in whole. @default false */
  readonly verbose?: boolean;
  /** Requirements, or what they begin with, to show in whole. @default - none */
  readonly numbers?: readonly string[];
}

/** Statuses that need attention. */
const needing: ReadonlySet<Status> = new Set(["not met", "off", "waived", "unknown", "in part"]);

/** A stack's report for people: by family, then what needs attention, then the calendar; or the requirements that are asked for. */
export function reportText(report: PciReport, options: TextOptions): string {
  const { colors, width, numbers = [], verbose = false } = options;
  const title = colors.bold(`${report.stack}  ${report.standard} on ${report.at}`);
  const rows = report.requirements.filter(({ number }) => numbers.some((one) => number === one || number.startsWith(`${one}.`)));
  if (numbers.length > 0) return [title, ...rows.flatMap((row) => ["", ...details(row, options)])].join("\n");
  const open = report.requirements.filter(({ status }) => needing.has(status));
  return [
    title,
    ...indented(`Assessment: ${report.assessment}`, width, 2),
    "",
    ...familyLines(report.requirements, width),
    "",
    ...indented(
      "shared: the stack's part is in place, the rest is the owner's. No self-assessment takes the place of an assessor's.",
      width,
      2,
    ),
    ...(verbose
      ? report.requirements.flatMap((row) => ["", ...details(row, options)])
      : ["", `  ${colors.bold(`Needs attention: ${counted(open.length, "requirement")}`)}`, ...openLines(open, options)]),
    ...(report.calendar ? ["", ...calendarLines(report.calendar, width)] : []),
    ...(verbose ? [] : ["", ...indented(`one requirement in full: store pci ${report.stack} 8.3.4; all of them: --verbose`, width, 2)]),
  ].join("\n");
}

function familyLines(rows: readonly Row[], width: number): string[] {
  return Object.entries(families).flatMap(([family, what]) => {
    const counts = Map.groupBy(
      rows.filter((row) => row.family === family),
      ({ status }) => status,
    );
    const parts = statuses.flatMap((status) => (counts.has(status) ? [`${counts.get(status)?.length} ${status}`] : []));
    return [`  ${family.padEnd(3)}${what}`, ...indented(parts.join(", "), width, 5)];
  });
}

/** The requirements that need attention, one block for each reason, since the same reason holds for many. */
function openLines(rows: readonly Row[], { colors, width }: TextOptions): string[] {
  const groups = Map.groupBy(rows, ({ status, reasons }) => JSON.stringify([status, reasons]));
  const ordered = [...groups.values()].sort(([a], [b]) => rank(a) - rank(b));
  return ordered.flatMap((list) => {
    const [first] = list;
    if (first === undefined) return [];
    return [
      "",
      ...hanging(`  ${painted(first.status, colors)}  `, list.map(({ number }) => number).join(", "), width),
      ...(list.length === 1 ? indented(first.what, width, 4) : []),
      ...first.reasons.flatMap((reason) => hanging("    - ", reason, width)),
    ];
  });
}

const rank = (row: Row | undefined): number => (row === undefined ? 0 : statuses.indexOf(row.status));

function details(row: Row, { colors, width }: TextOptions): string[] {
  const looked = Object.entries(row.policies).map(([name, count]) => `${name} (${count})`);
  const parts: [string, readonly string[]][] = [
    ["why", row.reasons],
    ["owner", row.owner === undefined ? [] : [row.owner]],
    ["policies (resources checked)", looked],
    ["compliant components", row.components.length === 0 ? [] : [row.components.join(", ")]],
    ["evidence", row.evidence],
  ];
  return [
    `  ${colors.bold(row.number)}  ${painted(row.status, colors)}`,
    ...indented(row.what, width, 4),
    ...parts.flatMap(([title, list]) => (list.length === 0 ? [] : [`    ${title}:`, ...list.flatMap((one) => indented(one, width, 6))])),
  ];
}

function painted(status: Status, colors: Colors): string {
  if (status === "not met" || status === "off") return colors.red(status);
  if (needing.has(status)) return colors.yellow(status);
  return status === "in place" ? colors.green(status) : status;
}

/** A sentence in lines that fit, words whole, so many columns in. */
const indented = (text: string, width: number, indent: number): string[] =>
  wrapped(text, width - indent).map((line) => " ".repeat(indent) + line);
