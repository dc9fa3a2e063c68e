import { margin } from "../cost/words.ts";
import { counted } from "../preview/kinds.ts";
import type { Screen } from "../text/screen.ts";
import { hanging, type Paint, shortened } from "../text/width.ts";
import { type Entry, type Group, groupsOf } from "./groups.ts";
import { moneyLines, moneyText } from "./money.ts";
import { pairLine } from "./pairs.ts";
import { costsOtherwise, type DiffReport, isTold, type ResourceDiff, type StackDiff } from "./report.ts";
import type { ValueChange } from "./values.ts";
import { lossTexts, placeOf, refusedTexts, remarksOn, summaryText, versusText } from "./words.ts";

/** Maximum number of properties listed of one resource; the rest is counted. */
const MAX_PROPERTIES = 40;

/** Width to which lines are cut where the screen has none. */
const WIDEST_LINE = 240;

/** A whole report for people, without the last line break. */
export function diffText({ stacks }: DiffReport, screen: Screen): string {
  const alike = stacks.filter((stack) => !isTold(stack));
  const several = stacks.length > 1 && alike.length > 0;
  const shown = several ? stacks.filter(isTold) : stacks;
  const quiet = several ? hanging("No difference: ", alike.map(({ stack }) => stack).join(", "), screen.columns).join("\n") : "";
  return [...shown.map((stack) => stackText(stack, screen)), quiet].filter((part) => part !== "").join("\n\n");
}

function stackText(stack: StackDiff, screen: Screen): string {
  const { columns, colors } = screen;
  const title = hanging(`${colors.bold(stack.stack)}  `, `${versusText(stack)}: ${summaryText(stack)}`, columns);
  const red = (texts: readonly string[]) =>
    texts.flatMap((text) => hanging("  ! ", text, columns, (line) => colors.bold(colors.red(line))));
  const sections = [
    [...title, ...red([...lossTexts(stack), ...refusedTexts(stack)])],
    ...groupsOf(stack.changes).map((group) => groupLines(group, screen)),
    outputLines(stack.outputs, screen),
    costLines(stack, screen),
    stack.notes.flatMap((note) => hanging("", note, columns, colors.dim)),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** A component and what changes in it, a line each. */
export function groupLines({ name, type, entries }: Group, screen: Screen): string[] {
  const { colors } = screen;
  const title = name === "" ? colors.bold("outside a component") : `${colors.bold(name)}  ${colors.cyan(type)}`;
  return [title, ...entries.flatMap((entry) => entryLines(entry, screen))];
}

/** The differences between a stack's outputs, a line each. */
export const outputLines = (outputs: readonly ValueChange[], screen: Screen): string[] =>
  outputs.length === 0 ? [] : [screen.colors.bold("outputs"), ...propertyLines(outputs, "  ", screen)];

/** The changes in a month's costs, a line each. */
export function costLines(stack: StackDiff, { columns, colors }: Screen): string[] {
  if (!costsOtherwise(stack)) return [];
  const lines = moneyLines(stack.cost).flatMap((line) => hanging("  ", line, columns));
  return [colors.bold("costs"), ...hanging("  ", `${moneyText(stack.cost)}, ${margin}`, columns), ...lines];
}

const signs: Readonly<Record<ResourceDiff["action"], string>> = { create: "+", delete: "-", update: "~", replace: "±", move: "»" };

function entryLines({ change, names }: Entry, screen: Screen): string[] {
  const { columns, colors } = screen;
  const paint = paintOf(change, screen);
  const what = names.length === 1 ? `${change.kind} ${names[0]}` : `${counted(names.length, change.kind)}: ${names.join(", ")}`;
  const remarks = remarksOn(change).join("; ");
  const head = hanging(`  ${paint(signs[change.action])} `, remarks === "" ? what : `${what} (${remarks})`, columns, paint);
  const causes = change.because.filter((cause) => cause.startsWith("urn:")).map((urn) => `because ${placeOf(urn)} is replaced`);
  return [
    ...head,
    ...propertyLines(change.properties, "      ", screen),
    ...causes.map((cause) => `      ${colors.dim(shortened(cause, width(screen) - 6))}`),
  ];
}

function paintOf({ action, loses }: ResourceDiff, { colors }: Screen): Paint {
  if (loses !== undefined) return (text) => colors.bold(colors.red(text));
  return { create: colors.green, delete: colors.red, update: colors.yellow, replace: colors.magenta, move: colors.cyan }[action];
}

/** A line for each difference of a value, with the word for one that replaces its resource. */
function propertyLines(properties: readonly (ValueChange & { readonly forces?: string })[], indent: string, screen: Screen): string[] {
  const { colors } = screen;
  const lines = properties.slice(0, MAX_PROPERTIES).map(({ forces, ...change }) => {
    const word = forces === "always" ? "  replaces" : forces === "perhaps" ? "  may replace" : "";
    const { sign, path, text } = pairLine(change, width(screen) - indent.length - 2 - word.length);
    const paint = { "+": colors.green, "-": colors.red, "~": colors.yellow }[sign];
    return `${indent}${paint(sign)} ${path}  ${text}${colors.magenta(word)}`.trimEnd();
  });
  const rest = properties.length - lines.length;
  return rest === 0 ? lines : [...lines, `${indent}${colors.dim(`and ${counted(rest, "more difference")}, which --json lists`)}`];
}

const width = ({ columns }: Screen): number => Math.min(columns, WIDEST_LINE);
