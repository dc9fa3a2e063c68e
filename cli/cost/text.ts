import type { Colors } from "picocolors/types.js";
import type { Span } from "../../domain/prices/charge.ts";
import type { Cost, CostItem } from "../../domain/prices/cost.ts";
import { plural } from "../preview/kinds.ts";
import type { OverBudget } from "./budget.ts";
import type { StackCost } from "./estimate.ts";
import { aboutText, cents, daysText, dollars, margin, monthText } from "./words.ts";

const caveat = `US dollars for 730 hours by AWS's list prices, ${margin}; no tax, free tier or discount counts.`;

/** The whole estimate of one stack for people, at most `columns` wide, lines without the last line break. */
export function costText(estimate: StackCost, columns: number, colors: Colors): string {
  const { stack, cost } = estimate;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ...cost.groups.map(({ group, usd }) => [`${group}  ${cents(usd)}`, itemLines(cost, group, columns)] as const),
    ["Not in the sum", cost.unpriced.flatMap((line) => wrapped(line.split(" "), columns, "  ", "    "))],
    ["Assumed, a month (settings: costs)", assumptionLines(estimate, columns, colors)],
    ["What would save money, and what it gives up", savingLines(estimate, columns)],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [
    [`${colors.bold(stack)}  ${monthText(cost)}`, caveat].flatMap((line) => wrapped(line.split(" "), columns, "", "")).join("\n"),
    ...shown.map(([title, lines]) => [colors.bold(title), ...lines].join("\n")),
  ].join("\n\n");
}

/** Columns of an amount such as `119.14 to 476.54`. */
const AMOUNT = 18;

function itemLines(cost: Cost, group: string, columns: number): string[] {
  const room = columns - AMOUNT - 4;
  const width = Math.min(room, Math.max(...cost.items.map((item) => nameOf(item, cost.region).length)));
  return cost.items
    .filter((item) => item.group === group)
    .flatMap((item) => {
      const lines = wrapped(nameOf(item, cost.region).split(" "), width, "", "  ");
      const last = lines.length - 1;
      return lines.map((line, row) => (row < last ? `  ${line}` : `  ${line.padEnd(width)}  ${cents(item.usd).padStart(AMOUNT)}`));
    });
}

/** `2 to 8 EC2 instances m7g.large`, `50 GB through NAT gateways`; the Region where it is another than the stack's. */
function nameOf({ what, size, count, counted, region, basis }: CostItem, own: string): string {
  const thing = counted === "" && basis !== "use" && count.to !== 1 ? pluralPhrase(what) : what;
  return [amount(count), counted, thing, size, region === own ? "" : `in ${region}`].filter((part) => part !== "").join(" ");
}

/** The noun is what comes before a preposition: `interface endpoints in a zone`. */
function pluralPhrase(what: string): string {
  const [, noun = what, rest = ""] = /^(.*?)( (?:in|of|who|with|looked) .*)?$/.exec(what) ?? [];
  return noun === "person" ? `people${rest.replace("signs", "sign")}` : `${plural(noun)}${rest}`;
}

function amount({ from, to }: Span): string {
  const text = (value: number) =>
    value.toLocaleString("en-US", value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });
  return from === to ? text(from) : `${text(from)} to ${text(to)}`;
}

function assumptionLines({ assumptions }: StackCost, columns: number, colors: Colors): string[] {
  const cells = assumptions.map(({ name, value, set }) => `${name} ${value.toLocaleString("en-US")}${set ? " (set)" : ""}`);
  const commas = cells.map((cell, at) => (at === cells.length - 1 ? cell : `${cell},`));
  return wrapped(commas, columns, "  ", "  ").map((line) => colors.dim(line));
}

function savingLines({ savings }: StackCost, columns: number): string[] {
  return savings.flatMap(({ setting, usd, givesUp }) => [
    ...wrapped([`  ${cents({ from: usd, to: usd }).padStart(8)} `, ...setting.split(" ")], columns, "", "            "),
    ...wrapped(`gives up ${givesUp}`.split(" "), columns, "            ", "            "),
  ]);
}

/** A line a stack and their sum. */
export function sumLines(costs: readonly StackCost[], colors: Colors): string[] {
  const rows = costs.map(({ stack, cost }) => [stack, `${aboutText(cost.missing)} USD`, dollars(cost.usd), cost.region]);
  const sum = costs.reduce((total, { cost }) => ({ from: total.from + cost.usd.from, to: total.to + cost.usd.to }), { from: 0, to: 0 });
  const missing = costs.reduce((total, { cost }) => total + cost.missing, 0);
  const all = [...rows, ["together", `${aboutText(missing)} USD`, dollars(sum), ""]];
  const widths = [0, 1, 2].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map(([name = "", about = "", usd = "", region = ""]) =>
    `${colors.bold(name.padEnd(widths[0] ?? 0))}  ${about.padStart(widths[1] ?? 0)} ${usd.padStart(widths[2] ?? 0)} a month  ${region}`.trimEnd(),
  );
  const days = costs.flatMap(({ cost }) => [cost.prices.from, cost.prices.to]).sort();
  return [...lines, "", caveat, `Prices of ${daysText({ from: days[0] ?? "", to: days.at(-1) ?? "" })}; store cost STACK has the lines.`];
}

/** A warning for each account whose budget is exceeded. */
export const budgetLines = (over: readonly OverBudget[], colors: Colors): string[] =>
  over.map(({ account, budgetUsd, stacks, usd }) =>
    colors.yellow(
      `\n${account}: the budget is USD ${budgetUsd.toLocaleString("en-US")} a month (spending.monthlyUsd), and ${stacks.join(", ")} cost about ${dollars({ from: usd, to: usd })}`,
    ),
  );

/** Words in lines of at most `columns`. */
function wrapped(words: readonly string[], columns: number, first: string, next: string): string[] {
  const lines: string[] = [];
  let line = first;
  for (const word of words) {
    const begun = line.trim() !== "";
    if (begun && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = next + word;
    } else line += begun ? ` ${word}` : word;
  }
  return [...lines, line];
}
