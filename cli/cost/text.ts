import type { Span } from "../../domain/prices/charge.ts";
import type { Cost, CostItem } from "../../domain/prices/cost.ts";
import { plural } from "../preview/kinds.ts";
import type { Screen } from "../text/screen.ts";
import { table } from "../text/table.ts";
import { hanging, padded, widthOf, wrapped } from "../text/width.ts";
import type { OverBudget } from "./budget.ts";
import type { StackCost } from "./estimate.ts";
import { aboutText, cents, daysText, dollars, margin, monthText } from "./words.ts";

const caveat = `US dollars for 730 hours at AWS list prices, ${margin}, without taxes, the free tier or discounts.`;

/** The whole estimate of one stack for people, lines without the last line break. */
export function costText(estimate: StackCost, screen: Screen): string {
  const { stack, cost } = estimate;
  const { columns, colors } = screen;
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ...cost.groups.map(({ group, usd }) => [`${group}  ${cents(usd)}`, itemLines(cost, group, columns)] as const),
    ["Not included", cost.unpriced.flatMap((line) => indented(line, columns))],
    ["Assumed monthly use (settings: costs)", assumptionLines(estimate, screen)],
    ["Possible savings, and what they give up", savingLines(estimate, columns)],
  ];
  const shown = sections.filter(([, lines]) => lines.length > 0);
  return [
    [...hanging(`${colors.bold(stack)}  `, monthText(cost), columns), ...wrapped(caveat, columns)].join("\n"),
    ...shown.map(([title, lines]) => [colors.bold(title), ...lines].join("\n")),
  ].join("\n\n");
}

/** Columns of an amount such as `119.14 to 476.54`. */
const AMOUNT = 18;

/** The amounts of all groups are one column. */
function itemLines(cost: Cost, group: string, columns: number): string[] {
  const room = columns - AMOUNT - 4;
  const width = Math.min(room, Math.max(...cost.items.map((item) => widthOf(nameOf(item, cost.region)))));
  return cost.items
    .filter((item) => item.group === group)
    .flatMap((item) => {
      const lines = hanging("", nameOf(item, cost.region), width);
      const last = lines.length - 1;
      const usd = padded(cents(item.usd), AMOUNT, "right");
      return lines.map((line, row) => `  ${row < last ? line : `${padded(line, width)}  ${usd}`}`);
    });
}

/** A sentence whose further lines are two columns further in than its first. */
function indented(text: string, columns: number): string[] {
  const [first = "", ...rest] = wrapped(text, columns - 4);
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
}

/** `2 to 8 EC2 instances m7g.large`, `50 GB through NAT gateways`; the Region where it is another than the stack's. */
function nameOf({ what, size, count, counted, region, basis }: CostItem, own: string): string {
  const thing = counted === "" && basis !== "use" && count.to !== 1 ? pluralPhrase(what) : what;
  return [amount(count), counted, thing, size, region === own ? "" : `in ${region}`].filter((part) => part !== "").join(" ");
}

/** The noun is what comes before a preposition: `interface endpoints in a zone`. */
function pluralPhrase(what: string): string {
  const [, noun = what, rest = ""] = /^(.*?)( (?:in|of|who|with|monitored) .*)?$/.exec(what) ?? [];
  return noun === "person" ? `people${rest.replace("signs", "sign")}` : `${plural(noun)}${rest}`;
}

function amount({ from, to }: Span): string {
  const text = (value: number) =>
    value.toLocaleString("en-US", value < 100 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 });
  return from === to ? text(from) : `${text(from)} to ${text(to)}`;
}

function assumptionLines({ assumptions }: StackCost, { columns, colors }: Screen): string[] {
  const cells = assumptions.map(({ name, value, set }) => `${name} ${value.toLocaleString("en-US")}${set ? " (set)" : ""}`);
  return hanging("  ", cells.join(", "), columns, colors.dim);
}

function savingLines({ savings }: StackCost, columns: number): string[] {
  return savings.flatMap(({ setting, usd, givesUp }) => [
    ...hanging(`  ${padded(cents({ from: usd, to: usd }), 8, "right")}  `, setting, columns),
    ...hanging(" ".repeat(12), `gives up ${givesUp}`, columns),
  ]);
}

/** A line a stack and their sum. */
export function sumLines(costs: readonly StackCost[], { columns, colors }: Screen): string[] {
  const rows = costs.map(({ stack, cost }) => [stack, sumText(cost.missing, cost.usd), cost.region]);
  const sum = costs.reduce((total, { cost }) => ({ from: total.from + cost.usd.from, to: total.to + cost.usd.to }), { from: 0, to: 0 });
  const missing = costs.reduce((total, { cost }) => total + cost.missing, 0);
  const layout = [{ paint: colors.bold }, { align: "right" }, { wraps: true }] as const;
  const days = costs.flatMap(({ cost }) => [cost.prices.from, cost.prices.to]).sort();
  const source = `Prices of ${daysText({ from: days[0] ?? "", to: days.at(-1) ?? "" })}; store cost STACK has the lines.`;
  return [
    ...table(layout, [...rows, ["together", sumText(missing, sum)]], { columns, indent: 0 }),
    "",
    ...wrapped(caveat, columns),
    ...wrapped(source, columns),
  ];
}

const sumText = (missing: number, usd: Span): string => `${aboutText(missing)} USD ${dollars(usd)} a month`;

/** A warning for each account whose budget is exceeded. */
export const budgetLines = (over: readonly OverBudget[], { columns, colors }: Screen): string[] =>
  over.flatMap(({ account, budgetUsd, stacks, usd }) => {
    const budget = `the budget is USD ${budgetUsd.toLocaleString("en-US")} a month (spending.monthlyUsd)`;
    const all = `${stacks.join(", ")} cost about ${dollars({ from: usd, to: usd })}`;
    return ["", ...wrapped(`${account}: ${budget}, and ${all}`, columns).map(colors.yellow)];
  });
