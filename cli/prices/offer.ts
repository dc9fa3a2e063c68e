import type { Offer, Selector } from "./selectors.ts";

/** The contents of one offer file. */
export interface OfferPrices {
  /** The day on which AWS published it, `YYYY-MM-DD`. */
  readonly published: string;
  /** US dollars by the price's name. */
  readonly usd: ReadonlyMap<string, number>;
}

/** A line of an offer file is some 2 KB; one of this is none. */
const MAX_LINE_CHARACTERS = 100_000;

/** Before a usage type, and nothing in us-east-1: `EUC1-`, `EU-`, `eu-central-1-`. */
const regionPrefix = /^(?:EU|[A-Z]{3}\d|[a-z]{2}-[a-z]+-\d)-/;

const columns = ["TermType", "StartingRange", "PricePerUnit", "Currency", "usageType"];

/**
 * Reads an offer file of AWS's price list in its CSV form, line by line: five lines about the file, one of the columns' names, one a price. Text comes in pieces.
 * @throws Error that says in words what is wrong with the file
 */
export async function readOffer(pieces: AsyncIterable<string>, offer: Offer): Promise<OfferPrices> {
  const usd = new Map<string, number>();
  let published = "";
  let header: readonly string[] | undefined;
  for await (const line of linesOf(pieces)) {
    const cells = cellsOf(line);
    if (header) take(Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ""])), offer, usd);
    else if (cells[0] === "SKU") header = checked(cells);
    else if (cells[0] === "Publication Date") published = (cells[1] ?? "").slice(0, 10);
  }
  if (!header || !/^\d{4}-\d{2}-\d{2}$/.test(published)) throw new Error("it has no publication date and columns, so it is no offer file");
  return { published, usd };
}

function checked(header: readonly string[]): readonly string[] {
  const missing = columns.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new Error(`it has no column ${missing.join(", ")}`);
  return header;
}

/** Takes the price of a row that an offer selects; of tiers the first. */
function take(row: Readonly<Record<string, string>>, { selectors, sizes }: Offer, usd: Map<string, number>): void {
  const value = Number(row.PricePerUnit);
  if (row.TermType !== "OnDemand" || row.Currency !== "USD" || !(value > 0) || Number(row.StartingRange) > 0) return;
  const usageType = (row.usageType ?? "").replace(regionPrefix, "");
  const seen = { ...row, usageType };
  for (const { price, where } of selectors) if (fits(seen, where)) usd.set(price, value);
  const [, family] = /^([a-z0-9]+)\.large$/.exec(sizes ? (row["Instance Type"] ?? "").slice(sizes.prefix.length) : "") ?? [];
  if (sizes && family && row["Instance Type"]?.startsWith(sizes.prefix) && fits(seen, sizes.where))
    usd.set(`${sizes.service}.${family}`, value);
}

const fits = (row: Readonly<Record<string, string>>, where: Selector["where"]) =>
  Object.entries(where).every(([column, value]) => row[column] === value);

async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop() ?? "";
    if (rest.length > MAX_LINE_CHARACTERS) throw new Error(`it has a line of more than ${MAX_LINE_CHARACTERS} characters`);
    yield* lines;
  }
  if (rest !== "") throw new Error("it ends in the middle of a line");
}

/** The cells of a line of CSV: in quotes, with two for one inside. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
