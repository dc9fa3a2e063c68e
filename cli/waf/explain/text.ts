import type { Colors } from "picocolors/types.js";
import { counted } from "../../preview/kinds.ts";
import type { Evaluation } from "../evaluate/evaluate.ts";
import { section } from "./requests/report.ts";
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
