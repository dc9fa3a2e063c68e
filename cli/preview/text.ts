import type { Colors } from "picocolors/types.js";
import { monthText } from "../cost/words.ts";
import type { HourlyLine } from "./hourly.ts";
import { counted, plural } from "./kinds.ts";
import type { Preview } from "./preview.ts";
import type { TreeNode } from "./tree.ts";

/** Columns for the kinds of a component before the rest is only counted. */
const KINDS_WIDTH = 64;

/** The whole preview of one stack for people, lines without the last line break. */
export function previewText(preview: Preview, colors: Colors): string {
  const sections = [
    [`${colors.bold(preview.stack)}  previewed offline: AWS was not asked, nothing was changed`],
    section("Plan", planLines(preview, colors), colors),
    section("Costs", costLines(preview, colors), colors),
    section(
      "Relaxed by the settings",
      preview.relaxations.map((line) => `  ${colors.yellow(line)}`),
      colors,
    ),
    section("Outputs", pairLines(preview.outputs, colors), colors),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** One line a stack, for many stacks, columns aligned. */
export function summaryLines(previews: readonly Preview[], colors: Colors): string[] {
  const width = Math.max(0, ...previews.map(({ stack }) => stack.length));
  return previews.map(({ stack, counts, hourly, relaxations }) => {
    const billed = hourly.reduce((sum, line) => sum + line.count, 0);
    const relaxed = relaxations.length === 0 ? "" : colors.yellow(`, ${relaxations.length} relaxed by the settings`);
    const components = counted(counts.components, "component").padEnd(13);
    return `${colors.bold(stack.padEnd(width))}  ${resourcesText(counts.resources)} in ${components}  ${String(billed).padStart(3)} billed by the hour${relaxed}`;
  });
}

function section(title: string, lines: readonly string[], colors: Colors): string[] {
  return lines.length === 0 ? [] : [colors.bold(title), ...lines];
}

interface Row {
  readonly label: string;
  readonly node: TreeNode;
}

function planLines({ tree, counts }: Preview, colors: Colors): string[] {
  const rows = tree.children.flatMap((child) => rowsOf(child, "  "));
  const nameWidth = Math.max(0, ...rows.map((row) => row.label.length));
  const typeWidth = Math.max(0, ...rows.map((row) => row.node.type.length));
  const lines = rows.map(({ label, node }) => {
    const head = `${label.padEnd(nameWidth)}  ${colors.cyan(node.type.padEnd(typeWidth))}  ${resourcesText(node.resources)}`;
    return `${head}  ${colors.dim(kindsText(node))}`.trimEnd();
  });
  const outside = tree.kinds.length === 0 ? [] : [`  outside a component: ${colors.dim(kindsText(tree))}`];
  return [
    ...lines,
    ...outside,
    `  ${colors.bold(`${counted(counts.resources, "resource")} in ${counted(counts.components, "component")}`)}`,
  ];
}

function rowsOf(node: TreeNode, indent: string): Row[] {
  return [{ label: `${indent}${node.name}`, node }, ...node.children.flatMap((child) => rowsOf(child, `${indent}  `))];
}

function resourcesText(count: number): string {
  return `${String(count).padStart(3)} ${count === 1 ? "resource " : "resources"}`;
}

function kindsText({ kinds }: TreeNode): string {
  const texts = kinds.map(({ kind, count }) => counted(count, kind));
  let fitting = texts.length;
  while (fitting > 1 && texts.slice(0, fitting).join(", ").length > KINDS_WIDTH) fitting--;
  const rest = kinds.slice(fitting).reduce((sum, { count }) => sum + count, 0);
  return [...texts.slice(0, fitting), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
}

function costLines({ stack, hourly, cost }: Preview, colors: Colors): string[] {
  if (cost.usd.to === 0) return [];
  return [...hourlyLines(hourly, colors), `  ${colors.bold(monthText(cost))}: store cost ${stack}`];
}

function hourlyLines(lines: readonly HourlyLine[], colors: Colors): string[] {
  const names = lines.map(({ what, count }) => (count === 1 ? what : pluralPhrase(what)));
  const width = Math.max(0, ...names.map((name) => name.length));
  return lines.map(({ count, size }, at) => {
    return `  ${String(count).padStart(3)}  ${(names[at] ?? "").padEnd(width)}  ${colors.dim(size)}`.trimEnd();
  });
}

/** The noun is what comes before `in a`: `interface endpoints in a zone`. */
function pluralPhrase(what: string): string {
  const [noun = what, ...rest] = what.split(" in ");
  return [plural(noun), ...rest].join(" in ");
}

function pairLines(values: Readonly<Record<string, unknown>>, colors: Colors): string[] {
  const names = Object.keys(values).sort();
  const width = Math.max(0, ...names.map((name) => name.length));
  return names.map((name) => {
    const value = values[name];
    return `  ${name.padEnd(width)}  ${colors.dim(typeof value === "string" ? value : JSON.stringify(value))}`;
  });
}
