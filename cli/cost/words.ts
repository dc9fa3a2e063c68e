import type { Span } from "../../domain/prices/charge.ts";
import type { Cost } from "../../domain/prices/cost.ts";

/** How far an estimate may be off, said wherever there is one. */
export const margin = "±20%";

/** `about USD 1,146 a month (list prices of …, us-east-1, ±20%)` */
export const monthText = ({ usd, prices, region }: Pick<Cost, "usd" | "prices" | "region">): string =>
  `about USD ${dollars(usd)} a month (list prices of ${daysText(prices)}, ${region}, ${margin})`;

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
