import type { Span } from "../../domain/prices/charge.ts";
import type { Cost } from "../../domain/prices/cost.ts";

/** Margin of an estimate, stated with each. */
export const margin = "±20%";

/** `about USD 1,146 a month (list prices of …, us-east-1, ±20%)`; `at least` where something has no price that is known. */
export const monthText = ({ usd, prices, region, missing }: Pick<Cost, "usd" | "prices" | "region" | "missing">): string =>
  `${aboutText(missing)} USD ${dollars(usd)} a month${missingText(missing)} (list prices of ${daysText(prices)}, ${region}, ${margin})`;

/** Certainty of a sum of which so many parts have no price. */
export const aboutText = (missing: number): string => (missing === 0 ? "about" : "at least");

const missingText = (missing: number) =>
  missing === 0 ? "" : `, without ${missing === 1 ? "one thing that has" : `${missing} things that have`} no price here`;

/** `2024-07-18 to 2026-07-20`, or one day. */
export const daysText = ({ from, to }: Cost["prices"]): string => (from === to ? from : `${from} to ${to}`);

/** Whole US dollars: `1,146`, `1,146 to 1,531`. */
export const dollars = ({ from, to }: Span): string => {
  const [low, high] = [whole(from), whole(to)];
  return low === high ? low : `${low} to ${high}`;
};

/** US dollars and cents: `1,146.11`, `119.14 to 476.54`. */
export const cents = ({ from, to }: Span): string => {
  const [low, high] = [cent(from), cent(to)];
  return low === high ? low : `${low} to ${high}`;
};

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
const cent = (value: number) => value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
