import picocolors from "picocolors";
import { margin } from "../cost/words.ts";
import { counted } from "../preview/kinds.ts";
import { type Group, groupsOf } from "./groups.ts";
import { moneyText } from "./money.ts";
import { costsOtherwise, type DiffReport, differs, isTold, type StackDiff } from "./report.ts";
import { costLines, groupLines, outputLines } from "./text.ts";
import { lossTexts, refusedTexts, summaryText, versusText } from "./words.ts";

/** GitHub refuses a comment of more than 65,536 characters; what comes around the report has the rest. */
const MAX_BYTES = 64_000;

/** Columns of a block on GitHub's page before it scrolls. */
const screen = { columns: 110, colors: picocolors.createColors(false) };

/** A report as a part of one comment on a pull request: what counts first, details folded by component. */
export function diffMarkdown({ stacks, failures }: DiffReport): string {
  const alike = stacks.filter((stack) => !isTold(stack)).map(({ stack }) => code(stack));
  const parts = [
    `## ${title(stacks)}`,
    failures.length === 0 ? "" : ["### Could not be compared", ...failures.map((failure) => `- ${plain(failure)}`)].join("\n"),
    ...stacks.filter(isTold).map(headOf),
    alike.length === 0 ? "" : `No difference: ${alike.join(", ")}.`,
    ...stacks.flatMap(folded),
  ].filter((part) => part !== "");
  return fitted(parts).join("\n\n");
}

function title(stacks: readonly StackDiff[]): string {
  const changed = stacks.filter(differs);
  const losing = changed.reduce((sum, { summary }) => sum + summary.holdingData, 0);
  if (losing > 0)
    return `🛑 Changes: ${counted(losing, "resource")} that ${losing === 1 ? "holds" : "hold"} data ${losing === 1 ? "goes" : "go"}`;
  return changed.length === 0 ? "Changes: none" : `Changes in ${changed.length} of ${counted(stacks.length, "stack")}`;
}

/** The counts and the losses, not folded. */
function headOf(stack: StackDiff): string {
  const alarms = [...lossTexts(stack), ...refusedTexts(stack)];
  return [
    `### ${code(stack.stack)} ${versusText(stack, code)}`,
    `**${summaryText(stack)}**`,
    `${moneyText(stack.cost)}, ${margin}`,
    ...(alarms.length === 0 ? [] : [["> [!CAUTION]", ...alarms.map((text) => `> - ${plain(text)}`)].join("\n")]),
    ...stack.notes.map(plain),
  ].join("\n\n");
}

/** The changes in a stack, folded: a part for its costs, one for each component, one for its outputs. */
export const folded = (stack: StackDiff): string[] =>
  [
    costsOtherwise(stack) ? details(`${stack.stack}: ${moneyText(stack.cost)}`, costLines(stack, screen)) : "",
    ...groupsOf(stack.changes).map((group) => groupDetails(stack, group)),
    outputDetails(stack),
  ].filter((part) => part !== "");

function groupDetails({ stack }: StackDiff, group: Group): string {
  const names = group.entries.flatMap((entry) => entry.names);
  return details(`${stack}: ${group.name || "outside a component"}, ${counted(names.length, "change")}`, groupLines(group, screen));
}

function outputDetails({ stack, outputs }: StackDiff): string {
  return outputs.length === 0 ? "" : details(`${stack}: ${counted(outputs.length, "change")} of outputs`, outputLines(outputs, screen));
}

/** Folded lines, as code of no language, so that no value is taken for Markdown or HTML. */
function details(summary: string, lines: readonly string[]): string {
  const longest = Math.max(2, ...[...lines.join("\n").matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return [`<details><summary>${html(summary)}</summary>`, "", `${fence}text`, ...lines, fence, "", "</details>"].join("\n");
}

/** As many parts as fit, and the number of those that do not. */
function fitted(parts: readonly string[]): string[] {
  const shown: string[] = [];
  let left = MAX_BYTES - 200;
  for (const part of parts) {
    const size = Buffer.byteLength(part) + 2;
    if (size <= left) {
      shown.push(part);
      left -= size;
    }
  }
  const missing = parts.length - shown.length;
  return missing === 0
    ? shown
    : [...shown, `${counted(missing, "section")} of this report ${missing === 1 ? "does" : "do"} not fit here: see the JSON report.`];
}

const code = (text: string): string => `\`${text.replace(/[`\n]/g, "'")}\``;

/** Escapes a text, so that it is not taken for Markdown and notifies no one. */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\\`*_{}[\]<>#|!~]/g, "\\$&")
    .replace(/@/g, "@\u200b");

/** The same inside of an element. */
const html = (text: string): string => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
