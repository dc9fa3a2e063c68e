import type { Colors } from "picocolors/types.js";
import { counted } from "../../../preview/kinds.ts";
import type { Change, Group, OpenGroup } from "./summary.ts";
import { MOST_ADDRESSES, type Summary } from "./summary.ts";

/** What was asked, and of what. */
export interface Subject {
  readonly stack: string;
  readonly acl: string;
  readonly file: string;
  /** Names of the formats that were found. */
  readonly formats: readonly string[];
  readonly unit: "line" | "entry";
  /** What the formats cannot say and what was left out, in sentences. */
  readonly remarks: readonly string[];
}

/** The most of refused kinds, of open questions and of changes that are listed. */
const LISTED = 20;

/** The answer about the requests of a file for people: by rule first, then the refused ones, then what stays open. */
export function summaryText(summary: Summary, subject: Subject, colors: Colors): string {
  const { stack, acl, file, formats, remarks } = subject;
  return [
    `${colors.bold(stack)}  ${counted(summary.count, "request")} of ${file} on ${acl}; AWS was not asked`,
    colors.dim(`  ${formats.join("; ")}`),
    ...ruleLines(summary, subject, colors),
    ...refusedLines(summary, subject, colors),
    ...changeLines(summary, subject, colors),
    ...openLines(summary, subject, colors),
    ...section(
      "Remarks",
      remarks.map((text) => [text]),
      colors,
    ),
  ].join("\n");
}

const refusedFirst = (a: Group, b: Group): number => Number(b.isRefused) - Number(a.isRefused) || b.count - a.count;

function ruleLines({ byRule }: Summary, { unit }: Subject, colors: Colors): string[] {
  const rows = [...byRule.values()]
    .sort(refusedFirst)
    .map((group) => [
      group.isRefused ? colors.red(group.rule ?? "default action") : (group.rule ?? "default action"),
      group.outcome,
      `${group.count} ×`,
      addressesText(group),
      `first: ${unit} ${group.first.line}, ${group.first.request}`,
    ]);
  return section("By rule", rows, colors);
}

const addressesText = ({ addresses: { size } }: Group): string =>
  `${size >= MOST_ADDRESSES ? "at least " : ""}${size === 1 ? "1 address" : `${size} addresses`}`;

function refusedLines({ refused, otherRefused, refusedCount }: Summary, { unit }: Subject, colors: Colors): string[] {
  if (refusedCount === 0) return ["", `  ${colors.bold("Refused")}`, `    ${colors.green("nobody")}`];
  const groups = [...refused.values()].sort(refusedFirst);
  const lines = groups
    .slice(0, LISTED)
    .flatMap(({ rule, outcome, count, first, ...group }) => [
      `    ${unit} ${first.line}  ${count} ×  ${first.request}  ${colors.red(`${outcome} by ${rule ?? "the default action"}`)}`,
      `      ${colors.dim([first.because, ...(first.consequence === undefined ? [] : [first.consequence])].join("; "))}`,
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

function changeLines({ changes, unchanged }: Summary, { unit }: Subject, colors: Colors): string[] {
  if (changes.size === 0 && unchanged === 0) return [];
  const rows = mostFirst<Change>(changes.values()).map(({ was, now, count, line }) => [
    `${count} ×`,
    `then ${was}`,
    `now ${now}`,
    `first: ${unit} ${line}`,
  ]);
  return section("Then and now", [...listed(rows), [`${unchanged} ×`, "as then"]], colors);
}

function openLines({ open }: Summary, { unit }: Subject, colors: Colors): string[] {
  const rows = mostFirst<OpenGroup>(open.values()).map(({ rule, because, hint, count, line }) => [
    `${count} ×`,
    rule,
    because,
    `first: ${unit} ${line}`,
    colors.dim(hint ?? ""),
  ]);
  return section("Open, taken as no match", listed(rows), colors);
}

const mostFirst = <T extends { readonly count: number }>(values: Iterable<T>): T[] => [...values].sort((a, b) => b.count - a.count);

const listed = (rows: readonly (readonly string[])[]): (readonly string[])[] =>
  rows.length > LISTED ? [...rows.slice(0, LISTED), [`and ${rows.length - LISTED} more`]] : [...rows];

/** A title and rows with aligned columns; nothing without rows. */
export function section(title: string, rows: readonly (readonly string[])[], colors: Colors): string[] {
  if (rows.length === 0) return [];
  const columns = Math.max(...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => (row.length > 1 ? (row[at]?.length ?? 0) : 0))));
  const lines = rows.map((row) =>
    `    ${row.map((cell, at) => (row.length > 1 ? cell.padEnd(widths[at] ?? 0) : cell)).join("  ")}`.trimEnd(),
  );
  return ["", `  ${colors.bold(title)}`, ...lines];
}
