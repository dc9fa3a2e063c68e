import type { Span } from "../../domain/prices/charge.ts";
import type { Marks } from "../check/exceptions.ts";
import { bullets, table, text } from "../check/markup.ts";
import { margin } from "../cost/words.ts";
import { moneyText } from "../diff/money.ts";
import { isTold, type StackDiff } from "../diff/report.ts";
import { lossTexts, summaryText } from "../diff/words.ts";
import type { Review } from "./review.ts";

/** Maximum numbers of lost resources and of stacks that are named; the rest is counted. */
const MAX_LOSSES = 20;
const MAX_STACKS = 30;

/** The stacks of which there is something to tell, first those in which most goes. */
export const toldStacks = ({ stacks, violations }: Review): StackDiff[] =>
  stacks
    .filter((one) => isTold(one) || (violations[one.stack] ?? 0) > 0)
    .sort((a, b) => b.refused.length - a.refused.length || b.summary.holdingData - a.summary.holdingData);

/** The resources that are lost with their data, a sentence each, the stack first. */
export const losses = (review: Review, { text: marked, code }: Marks): string[] =>
  toldStacks(review).flatMap((one) => lossTexts(one).map((loss) => `${code(one.stack)}: ${marked(loss)}`));

/** The beginning of a comment under its title: what goes with its data, then a row for each stack. */
export function topMarkdown(review: Review, marks: Marks): string[] {
  const lost = losses(review, marks);
  const alarm =
    lost.length === 0 ? [] : [["> [!CAUTION]", ...bullets(lost, MAX_LOSSES).map((line) => `> ${line.replace("- ", "- ⚠ ")}`)].join("\n")];
  return [...alarm, stackTable(review, marks), quietLine(review, marks)].filter((part) => part !== "");
}

function stackTable(review: Review, { code }: Marks): string {
  const told = toldStacks(review);
  if (told.length === 0) return "";
  const rows = told.slice(0, MAX_STACKS).map((one) => {
    const found = review.violations[one.stack] ?? 0;
    return [code(one.stack), text([summaryText(one), ...one.notes].join(". ")), moneyText(one.cost), found === 0 ? "none" : `❌ ${found}`];
  });
  const more = told.length > MAX_STACKS ? [[`and ${told.length - MAX_STACKS} more`, "see the JSON review", "", ""]] : [];
  return table(["Stack", "What changes", "Costs", "Violations"], [...rows, ...more, ["**together**", "", `**${totalText(review)}**`, ""]]);
}

function quietLine(review: Review, { code }: Marks): string {
  const told = new Set(toldStacks(review).map(({ stack }) => stack));
  const quiet = review.stacks.filter(({ stack }) => !told.has(stack)).map(({ stack }) => code(stack));
  if (quiet.length === 0) return "";
  const more = quiet.length > MAX_STACKS ? ` and ${quiet.length - MAX_STACKS} more` : "";
  return `No difference: ${quiet.slice(0, MAX_STACKS).join(", ")}${more}.`;
}

/** A line for each stack, then the sum, for a terminal. */
export const stackLines = (review: Review): string[] => {
  const told = toldStacks(review);
  const lines = told.map((one) => `${one.stack}: ${[summaryText(one), moneyText(one.cost), ...one.notes].join("; ")}`);
  return told.length === 0 ? [] : [...lines, `together: ${totalText(review)}`];
};

/** The costs of all stacks, before and after. */
function totalText({ stacks }: Review): string {
  const sum = (pick: (stack: StackDiff) => Span): Span =>
    stacks.map(pick).reduce((all, one) => ({ from: all.from + one.from, to: all.to + one.to }), { from: 0, to: 0 });
  const [before, after, usd] = [sum(({ cost }) => cost.before), sum(({ cost }) => cost.after), sum(({ cost }) => cost.usd)];
  return `${moneyText({ before, after, usd, items: [], newlyUnpriced: [] })}, ${margin}`;
}
