import { monthText } from "../cost/words.ts";
import type { Screen } from "../text/screen.ts";
import { table } from "../text/table.ts";
import { hanging, widthOf } from "../text/width.ts";
import type { HourlyLine } from "./hourly.ts";
import { counted, plural } from "./kinds.ts";
import type { Preview } from "./preview.ts";
import type { TreeNode } from "./tree.ts";

/** Maximum columns for the kinds of a component; the rest is only counted. */
const KINDS_WIDTH = 64;

/** Columns below which kinds are not shown. */
const MIN_KINDS = 18;

/** Names of the engines. */
const engines = { recorder: "the recorder", sdk: "Pulumi's SDK" } as const;

/** The whole preview of one stack for people, lines without the last line break. */
export function previewText(preview: Preview, screen: Screen): string {
  const { columns, colors } = screen;
  const sections = [
    hanging(
      `${colors.bold(preview.stack)}  `,
      `previewed offline by ${engines[preview.engine]}: AWS was not asked, nothing was changed`,
      columns,
    ),
    section("Plan", planLines(preview, screen), screen),
    section("Costs", costLines(preview, screen), screen),
    section(
      "Relaxed by the settings",
      preview.relaxations.flatMap((line) => hanging("  ", line, columns, colors.yellow)),
      screen,
    ),
    section("Outputs", outputLines(preview.outputs, screen), screen),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

/** One line a stack, for many stacks, columns aligned. */
export function summaryLines(previews: readonly Preview[], { columns, colors }: Screen): string[] {
  const layout = [
    { head: "Stack", paint: colors.bold },
    { head: "Resources", align: "right" },
    { head: "Components", align: "right" },
    { head: "Billed hourly", align: "right" },
    { head: "Relaxed", align: "right", paint: colors.yellow },
  ] as const;
  const rows = previews.map(({ stack, counts, hourly, relaxations }) => {
    const billed = hourly.reduce((sum, line) => sum + line.count, 0);
    return [
      stack,
      String(counts.resources),
      String(counts.components),
      String(billed),
      relaxations.length === 0 ? "" : String(relaxations.length),
    ];
  });
  return table(layout, rows, { columns, indent: 0, headPaint: colors.dim });
}

function section(title: string, lines: readonly string[], { colors }: Screen): string[] {
  return lines.length === 0 ? [] : [colors.bold(title), ...lines];
}

function planLines({ tree, counts }: Preview, screen: Screen): string[] {
  const { columns, colors } = screen;
  const rows = tree.children.flatMap((child) => rowsOf(child, "", "", screen));
  const taken = 2 + Math.max("Component".length, ...rows.map(({ label }) => widthOf(label))) + 2 + "Resources".length + 2;
  const room = Math.min(KINDS_WIDTH, columns - taken);
  const layout = [{ head: "Component" }, { head: "Resources", align: "right" }, { head: "Of its own", paint: colors.dim }] as const;
  const cells = rows.map(({ label, node }) => [label, String(node.resources), kindsText(node, room)]);
  return [
    ...table(room < MIN_KINDS ? layout.slice(0, 2) : layout, cells, { columns, headPaint: colors.dim }),
    ...(tree.kinds.length === 0 ? [] : hanging("  outside a component: ", kindsText(tree, KINDS_WIDTH), columns, colors.dim)),
    `  ${colors.bold(`${counted(counts.resources, "resource")} in ${counted(counts.components, "component")}`)}`,
  ];
}

interface Row {
  readonly label: string;
  readonly node: TreeNode;
}

/** A component's name and type, and below it what is in it. A part that is called as the whole is known by its type. */
function rowsOf(node: TreeNode, parent: string, indent: string, screen: Screen): Row[] {
  const type = screen.colors.cyan(node.type);
  const label = `${indent}${node.name === parent ? type : `${node.name}  ${type}`}`;
  return [{ label, node }, ...node.children.flatMap((child) => rowsOf(child, node.name, `${indent}  `, screen))];
}

function kindsText({ kinds }: TreeNode, room: number): string {
  const texts = kinds.map(({ kind, count }) => counted(count, kind));
  const withFirst = (fitting: number) => {
    const rest = kinds.slice(fitting).reduce((sum, { count }) => sum + count, 0);
    return [...texts.slice(0, fitting), ...(rest > 0 ? [`${rest} more`] : [])].join(", ");
  };
  let fitting = texts.length;
  while (fitting > 0 && withFirst(fitting).length > room) fitting--;
  return fitting > 0 ? withFirst(fitting) : "";
}

function costLines({ stack, hourly, cost }: Preview, screen: Screen): string[] {
  if (cost.usd.to === 0) return [];
  const month = hanging("  ", `${monthText(cost)}: store cost ${stack}`, screen.columns, screen.colors.bold);
  return [...hourlyLines(hourly, screen), ...month];
}

function hourlyLines(lines: readonly HourlyLine[], { columns, colors }: Screen): string[] {
  const rows = lines.map(({ what, count, size }) => [String(count).padStart(3), count === 1 ? what : pluralPhrase(what), size]);
  return table([{ align: "right" }, { wraps: true }, { paint: colors.dim }], rows, { columns });
}

/** The noun is what comes before `in a`: `interface endpoints in a zone`. */
function pluralPhrase(what: string): string {
  const [noun = what, ...rest] = what.split(" in ");
  return [plural(noun), ...rest].join(" in ");
}

/** Text of a value that only AWS can give. */
const LATER = "known after apply";

/** Outputs by name; those that only AWS knows in one paragraph, as there is nothing to read in them yet. */
/** Outputs that the policies read, and no person: what the settings want, and whom they name. */
const FOR_POLICIES: ReadonlySet<string> = new Set(["intended", "trusted"]);

function outputLines(outputs: Preview["outputs"], { columns, colors }: Screen): string[] {
  const names = Object.keys(outputs)
    .filter((name) => !FOR_POLICIES.has(name))
    .sort();
  const rows = names.filter((name) => outputs[name] !== LATER).map((name) => [name, valueText(outputs[name])]);
  const later = names.filter((name) => outputs[name] === LATER);
  return [
    ...table([{}, { wraps: true, paint: colors.dim }], rows, { columns }),
    ...(later.length === 0 ? [] : hanging(`  ${colors.dim(`${LATER}:`)} `, later.join(", "), columns)),
  ];
}

function valueText(value: unknown): string {
  if (typeof value === "string") return value;
  if (!Array.isArray(value) || !value.every((one) => typeof one === "string")) return JSON.stringify(value);
  return value.length > 1 && new Set(value).size === 1 ? `${value.length} × ${value[0]}` : value.join(", ");
}
