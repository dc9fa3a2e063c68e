import { counted } from "../../../preview/kinds.ts";
import type { Screen } from "../../../text/screen.ts";
import { table } from "../../../text/table.ts";
import { hanging } from "../../../text/width.ts";
import type { Change, Group, OpenGroup } from "./summary.ts";
import { MAX_ADDRESSES, type Summary } from "./summary.ts";

/** The subject of the report. */
export interface Subject {
  readonly stack: string;
  readonly acl: string;
  readonly file: string;
  /** Names of the formats that were found. */
  readonly formats: readonly string[];
  readonly unit: "line" | "entry";
  /** Limits of the formats and skipped values, in sentences. */
  readonly remarks: readonly string[];
}

/** Maximum numbers of refused kinds, of open questions and of changes that are listed. */
const LISTED = 20;

/** The answer about the requests of a file for people: by rule first, then the refused ones, then what stays open. */
export function summaryText(summary: Summary, subject: Subject, screen: Screen): string {
  const { stack, acl, file, formats, remarks } = subject;
  const { columns, colors } = screen;
  return [
    ...hanging(`${colors.bold(stack)}  `, `${counted(summary.count, "request")} of ${file} on ${acl}; AWS was not asked`, columns),
    ...hanging("  ", formats.join("; "), columns, colors.dim),
    ...ruleLines(summary, subject, screen),
    ...refusedLines(summary, subject, screen),
    ...changeLines(summary, subject, screen),
    ...openLines(summary, subject, screen),
    ...section(
      "Remarks",
      remarks.map((text) => [text]),
      screen,
    ),
  ].join("\n");
}

const refusedFirst = (a: Group, b: Group): number => Number(b.isRefused) - Number(a.isRefused) || b.count - a.count;

function ruleLines({ byRule }: Summary, { unit }: Subject, screen: Screen): string[] {
  const { red } = screen.colors;
  const rows = [...byRule.values()]
    .sort(refusedFirst)
    .map((group) => [
      group.isRefused ? red(group.rule ?? "default action") : (group.rule ?? "default action"),
      group.outcome,
      `${group.count} ×`,
      addressesText(group),
      `first: ${unit} ${group.first.line}, ${group.first.request}`,
    ]);
  return section("By rule", rows, screen);
}

const addressesText = ({ addresses: { size } }: Group): string =>
  `${size >= MAX_ADDRESSES ? "at least " : ""}${size === 1 ? "1 address" : `${size} addresses`}`;

function refusedLines({ refused, otherRefused, refusedCount }: Summary, { unit }: Subject, screen: Screen): string[] {
  const { columns, colors } = screen;
  if (refusedCount === 0) return ["", `  ${colors.bold("Refused")}`, `    ${colors.green("no one")}`];
  const groups = [...refused.values()].sort(refusedFirst);
  const lines = groups
    .slice(0, LISTED)
    .flatMap(({ rule, outcome, count, first, ...group }) => [
      ...hanging(
        `    ${unit} ${first.line}  ${count} ×  `,
        `${first.request}  ${colors.red(`${outcome} by ${rule ?? "the default action"}`)}`,
        columns,
      ),
      ...hanging(
        "      ",
        [first.because, ...(first.consequence === undefined ? [] : [first.consequence])].join("; "),
        columns,
        colors.dim,
      ),
      ...(group.addresses.size > 1 ? [`      ${colors.dim(`from ${addressesText({ rule, outcome, count, first, ...group })}`)}`] : []),
    ]);
  const rest = groups.slice(LISTED).reduce((sum, { count }) => sum + count, otherRefused);
  return [
    "",
    `  ${colors.bold("Refused")}`,
    ...lines,
    ...(rest > 0 ? [`    and ${rest} more, of ${counted(groups.length - LISTED, "kind")}; --json has all`] : []),
  ];
}

function changeLines({ changes, unchanged }: Summary, { unit }: Subject, screen: Screen): string[] {
  if (changes.size === 0 && unchanged === 0) return [];
  const rows = mostFirst<Change>(changes.values()).map(({ was, now, count, line }) => [
    `${count} ×`,
    `then ${was}`,
    `now ${now}`,
    `first: ${unit} ${line}`,
  ]);
  return section("Then and now", [...listed(rows), [`${unchanged} ×`, "as then"]], screen);
}

function openLines({ open }: Summary, { unit }: Subject, screen: Screen): string[] {
  const rows = mostFirst<OpenGroup>(open.values()).map(({ rule, because, hint, count, line }) => [
    `${count} ×`,
    rule,
    because,
    `first: ${unit} ${line}`,
    screen.colors.dim(hint ?? ""),
  ]);
  return section("Open, taken as no match", listed(rows), screen);
}

const mostFirst = <T extends { readonly count: number }>(values: Iterable<T>): T[] => [...values].sort((a, b) => b.count - a.count);

const listed = (rows: readonly (readonly string[])[]): (readonly string[])[] =>
  rows.length > LISTED ? [...rows.slice(0, LISTED), [`and ${rows.length - LISTED} more`]] : [...rows];

/** A title and rows with aligned columns; nothing without rows. A row of one cell is a sentence of its own. */
export function section(title: string, rows: readonly (readonly string[])[], { columns, colors }: Screen): string[] {
  if (rows.length === 0) return [];
  const cells = rows.filter((row) => row.length > 1);
  const layout = Array.from({ length: Math.max(0, ...cells.map((row) => row.length)) }, (_, at) => ({ wraps: at > 0 }));
  const sentences = rows.filter((row) => row.length === 1).flatMap(([text = ""]) => hanging("    ", text, columns));
  return ["", `  ${colors.bold(title)}`, ...table(layout, cells, { columns, indent: 4 }), ...sentences];
}
