import { renameSync, rmSync, writeFileSync } from "node:fs";
import { type Price, type PriceTable, usdOf } from "../../domain/prices/table.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { type DownloadLimits, downloadOffer } from "./download.ts";
import type { Offer } from "./selectors.ts";

/** A price that was read in one Region. */
export interface RegionPrice {
  readonly price: string;
  readonly region: string;
  readonly usd: number;
}

/** Prices of one day, read from AWS's price list. */
export interface Renewal {
  /** The oldest publication, `YYYY-MM-DD`. */
  readonly published: string;
  readonly prices: readonly RegionPrice[];
}

/** Downloads every offer in every Region, one after another. A file without a price that the table has is one that came in part. */
export async function download(
  table: PriceTable,
  offers: readonly Offer[],
  regions: readonly string[],
  limits: DownloadLimits,
  says: (line: string) => void = () => {},
): Promise<Renewal> {
  const prices: RegionPrice[] = [];
  let published = "9999-12-31";
  for (const offer of offers)
    for (const region of regions) {
      says(`${offer.service} in ${region}`);
      const read = await downloadOffer(offer, region, limits);
      const lost = Object.keys(table.prices).filter(
        (price) => isOf(offer, price) && usdOf(table, price, region) !== undefined && !read.usd.has(price),
      );
      if (lost.length > 0)
        throw new UserError(
          `${offer.service} in ${region}: got no price of ${lost.join(", ")}, expected what the table has; nothing was written`,
        );
      if (read.published < published) published = read.published;
      prices.push(...[...read.usd].map(([price, usd]) => ({ price, region, usd })));
    }
  return { published, prices };
}

/** Whether an offer's files have a price. */
const isOf = ({ selectors, sizes }: Offer, name: string) =>
  selectors.some(({ price }) => price === name) || (sizes !== undefined && name.startsWith(`${sizes.service}.`) && name !== "rds.storage");

/** The table with the renewed prices in it, of the day of their publication; the others as they are, with sources that nothing uses left out. */
export function renewed(table: PriceTable, { published, prices }: Renewal): PriceTable {
  const source = `price-list-${published}`;
  const byName = new Map<string, Record<string, number>>();
  for (const { price, region, usd } of prices) byName.set(price, { ...byName.get(price), [region]: usd });
  const all = Object.entries(table.prices).map(([name, price]): [string, Price] => {
    const usd = byName.get(name);
    return [name, usd ? { ...price, source, usd: sorted(usd) } : price];
  });
  const used = new Set(all.map(([, price]) => price.source));
  const sources = { ...table.sources, [source]: { asOf: published, what: "AWS's price list, as npm run prices read it" } };
  return {
    sources: Object.fromEntries(Object.entries(sources).filter(([name]) => used.has(name))),
    prices: Object.fromEntries(all),
  };
}

const sorted = (usd: Readonly<Record<string, number>>) => Object.fromEntries(Object.entries(usd).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The table as it is kept: a line for each price, so that a change reads as one. */
export function tableText({ sources, prices }: PriceTable): string {
  const lines = (entries: object) =>
    Object.entries(entries)
      .map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)}`)
      .join(",\n");
  return `{\n  "sources": {\n${lines(sources)}\n  },\n  "prices": {\n${lines(prices)}\n  }\n}\n`;
}

/** Writes the table as a whole or not at all. */
export function writeTable(file: string, table: PriceTable): void {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(unfinished, tableText(table));
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new UserError(`${file}: cannot be written (${messageOf(error)}), expected a file in a folder that exists`);
  }
}
