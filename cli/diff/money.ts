import type { Span } from "../../domain/prices/charge.ts";
import type { CostDifference, ItemDifference } from "../../domain/prices/difference.ts";
import { dollars } from "../cost/words.ts";

/** `USD 1,146 → 1,200 a month (+54.10)`; one number where nothing changes. */
export const moneyText = ({ before, after, usd }: CostDifference): string =>
  usd.from === 0 && usd.to === 0
    ? `USD ${dollars(after)} a month, as before`
    : `USD ${dollars(before)} → ${dollars(after)} a month (${more(usd)})`;

/** US dollars more or less, with a sign: `+54.10`, `-3.20 to +8.00`. */
export const more = ({ from, to }: Span): string => (from === to ? signed(from) : `${signed(from)} to ${signed(to)}`);

const signed = (value: number): string =>
  value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" });

/** The lines behind a difference in money, the largest first, then what has no price. */
export const moneyLines = ({ items, newlyUnpriced }: CostDifference): string[] => [
  ...items.map(itemLine),
  ...newlyUnpriced.map((line) => `new, and not in the sum: ${line}`),
];

function itemLine({ what, size, region, before, after, usd }: ItemDifference): string {
  const name = [what, size, region === "" ? "" : `in ${region}`].filter((part) => part !== "").join(" ");
  return `${more(usd)}  ${name}: ${countText(before?.count)} → ${countText(after?.count)}`;
}

function countText(count: Span | undefined): string {
  const { from, to } = count ?? { from: 0, to: 0 };
  const text = (value: number) => value.toLocaleString("en-US", { maximumFractionDigits: 2 });
  return from === to ? text(from) : `${text(from)} to ${text(to)}`;
}
