import file from "./table.json" with { type: "json" };

/** Where prices were read. */
export interface PriceSource {
  /** The day of the oldest of them, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** In words, for a reader who wants to check one. */
  readonly what: string;
}

/** The price of one thing. */
export interface Price {
  /** The unit that is paid for: `hour`, `GB-month`, `million requests`. */
  readonly unit: string;
  /** The table's source that has it. */
  readonly source: string;
  /** US dollars, in every Region alike or by Region; a Region that is not there has no price that is known here. */
  readonly usd: number | Readonly<Record<string, number>>;
}

/** A dated table of list prices. */
export interface PriceTable {
  readonly sources: Readonly<Record<string, PriceSource>>;
  readonly prices: Readonly<Record<string, Price>>;
}

/** AWS's list prices as this repository has them, which `npm run prices` renews. */
export const listPrices: PriceTable = file;

/** US dollars for one unit in a Region; undefined where that is not known. */
export function usdOf({ prices }: PriceTable, name: string, region: string): number | undefined {
  const usd = prices[name]?.usd;
  return typeof usd === "object" ? usd[region] : usd;
}

/** Why a Region has no price in a table, in a clause: AWS has no such thing there as far as its files tell, or the price was not looked up. */
export function whyMissing({ sources, prices }: PriceTable, name: string): string {
  const { source = "" } = prices[name] ?? {};
  const day = sources[source]?.asOf;
  if (day === undefined) return "the table has no price of it";
  return source.startsWith("typed-") ? "not looked up for this Region" : `AWS's price file of ${day} has none there`;
}

/** The days of the oldest and the newest of some prices, `YYYY-MM-DD`; of the whole table's where none is named. */
export function datesOf({ sources, prices }: PriceTable, names: readonly string[]): { readonly from: string; readonly to: string } {
  const used = names.length > 0 ? names : Object.keys(prices);
  const days = used.flatMap((name) => sources[prices[name]?.source ?? ""]?.asOf ?? []).sort();
  return { from: days[0] ?? "", to: days.at(-1) ?? "" };
}
