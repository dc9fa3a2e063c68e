import type { Colors } from "picocolors/types.js";
import { counted } from "../../preview/kinds.ts";
import type { Evaluation } from "../evaluate/evaluate.ts";
import { consequence, type Explained, hintFor, requestText, signInText, verdictText } from "./words.ts";

/** What was asked. */
export interface Asked {
  readonly stack: string;
  readonly acl: string;
  /** How many it has. */
  readonly rules: number;
}

/** The answer about one request for people: the verdict first, then why, then what else there was. */
export function explanationText(explained: Explained, asked: Asked, colors: Colors): string {
  const { request, evaluation } = explained;
  const next = consequence(evaluation, request) ?? signInText(explained);
  return [
    `${colors.bold(asked.stack)}  ${requestText(request)}`,
    `  ${verdictColor(evaluation, colors)(verdictText(evaluation))}`,
    `  because ${evaluation.because}`,
    ...(next === undefined ? [] : [`  ${colors.dim(next)}`]),
    ...matchedLines(evaluation, colors),
    ...openLines(evaluation, colors),
    "",
    `  ${colors.dim(`${asked.acl}: ${counted(asked.rules, "rule")}; AWS was not asked`)}`,
  ].join("\n");
}

/** The answer about requests of a file: one line for those of one line with one verdict, in order. */
export function sequenceText(explained: readonly Explained[], asked: Asked, colors: Colors): string {
  const runs = runsOf(explained);
  const rows = runs.map(({ first, count }) => ({
    line: `line ${first.line ?? 0}`,
    count: `${count} ×`,
    request: requestText(first.request),
    verdict: [verdictText(first.evaluation), signInText(first) ?? []].flat().join(", "),
    evaluation: first.evaluation,
  }));
  const width = (column: "line" | "count" | "request") => Math.max(...rows.map((row) => row[column].length));
  const [lines, counts, requests] = [width("line"), width("count"), width("request")];
  return [
    `${colors.bold(asked.stack)}  ${counted(explained.length, "request")} on ${asked.acl}`,
    ...rows.map(({ line, count, request, verdict, evaluation }) => {
      const why = evaluation.rule === undefined ? "" : colors.dim(`  ${evaluation.because}`);
      return `  ${line.padEnd(lines)}  ${count.padStart(counts)}  ${request.padEnd(requests)}  ${verdictColor(evaluation, colors)(verdict)}${why}`;
    }),
    `  ${colors.dim(totals(explained))}`,
  ].join("\n");
}

const verdictColor = ({ verdict }: Evaluation, colors: Colors): ((text: string) => string) =>
  verdict === "allow" ? colors.green : verdict === "block" ? colors.red : colors.yellow;

/** The rules that matched before the one that decided. */
function matchedLines({ matched, rule }: Evaluation, colors: Colors): string[] {
  const others = rule === undefined ? matched : matched.slice(0, -1);
  const rows = others.map(({ rule, inner, action, labels, because }) => [
    inner === undefined ? rule : `${rule} ${inner}`,
    action,
    labels.length === 0 ? because : `${because}; labels ${labels.join(", ")}`,
  ]);
  return section("Matched, and went on", rows, colors);
}

function openLines({ open }: Evaluation, colors: Colors): string[] {
  const rows = open.map((question) => [question.rule, question.group ?? question.because, colors.dim(hintFor(question))]);
  return section("Decided by AWS, taken as no match", rows, colors);
}

/** A title and rows with aligned columns; nothing without rows. */
function section(title: string, rows: readonly (readonly string[])[], colors: Colors): string[] {
  if (rows.length === 0) return [];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
  return ["", `  ${colors.bold(title)}`, ...lines];
}

interface Run {
  readonly first: Explained;
  readonly count: number;
}

function runsOf(explained: readonly Explained[]): Run[] {
  const runs: Run[] = [];
  for (const one of explained) {
    const last = runs.at(-1);
    if (last && isAlike(last.first, one)) runs[runs.length - 1] = { ...last, count: last.count + 1 };
    else runs.push({ first: one, count: 1 });
  }
  return runs;
}

const isAlike = (a: Explained, b: Explained): boolean =>
  a.line === b.line &&
  a.evaluation.rule === b.evaluation.rule &&
  a.evaluation.verdict === b.evaluation.verdict &&
  a.routed.rule === b.routed.rule;

function totals(explained: readonly Explained[]): string {
  const verdicts = explained.map(({ evaluation }) => evaluation.verdict);
  const count = (verdict: Evaluation["verdict"]) => verdicts.filter((one) => one === verdict).length;
  const words = { allow: "allowed", block: "blocked", challenge: "challenged", captcha: "asked for a CAPTCHA" } as const;
  const parts = (["allow", "block", "challenge", "captcha"] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${words[verdict]}`);
  return `${parts.join(", ")}; AWS was not asked`;
}
