import type { Colors } from "picocolors/types.js";
import { counted } from "../../preview/kinds.ts";
import type { Screen } from "../../text/screen.ts";
import { hanging } from "../../text/width.ts";
import type { Evaluation } from "../evaluate/evaluate.ts";
import { section } from "./requests/report.ts";
import { consequence, type Explained, hintFor, requestText, signInText, verdictText } from "./words.ts";

/** The subject of the explanation. */
export interface Asked {
  readonly stack: string;
  readonly acl: string;
  /** Number of its rules. */
  readonly rules: number;
}

/** The answer about one request for people: the verdict first, then why, then what else there was. */
export function explanationText(explained: Explained, asked: Asked, screen: Screen): string {
  const { request, evaluation } = explained;
  const { columns, colors } = screen;
  const next = consequence(evaluation, request) ?? signInText(explained);
  return [
    ...hanging(`${colors.bold(asked.stack)}  `, requestText(request), columns),
    ...hanging("  ", verdictText(evaluation), columns, verdictColor(evaluation, colors)),
    ...hanging("  because ", evaluation.because, columns),
    ...(next === undefined ? [] : hanging("  ", next, columns, colors.dim)),
    ...matchedLines(evaluation, screen),
    ...openLines(evaluation, screen),
    "",
    ...hanging("  ", `${asked.acl}: ${counted(asked.rules, "rule")}; AWS was not asked`, columns, colors.dim),
  ].join("\n");
}

const verdictColor = ({ verdict }: Evaluation, colors: Colors): ((text: string) => string) =>
  verdict === "allow" ? colors.green : verdict === "block" ? colors.red : colors.yellow;

/** The rules that matched before the one that decided. */
function matchedLines({ matched, rule }: Evaluation, screen: Screen): string[] {
  const others = rule === undefined ? matched : matched.slice(0, -1);
  const rows = others.map(({ rule, inner, action, labels, because }) => [
    inner === undefined ? rule : `${rule} ${inner}`,
    action,
    labels.length === 0 ? because : `${because}; labels ${labels.join(", ")}`,
  ]);
  return section("Matched, and went on", rows, screen);
}

function openLines({ open }: Evaluation, screen: Screen): string[] {
  const rows = open.map((question) => [question.rule, question.group ?? question.because, screen.colors.dim(hintFor(question))]);
  return section("Decided by AWS, taken as no match", rows, screen);
}
