import { type Assumptions, storeAssumptionsIn } from "./assumptions.ts";
import { type Basis, type Charge, type Group, groups, type PricedResource, type RuleContext, type Span, textIn } from "./charge.ts";
import { billingOf, isKnown } from "./rules.ts";
import { datesOf, listPrices, type PriceTable, usdOf, whyMissing } from "./table.ts";

/** A line of an estimate: alike things of one group and Region together. */
export interface CostItem {
  readonly what: string;
  /** Instance class or node type; empty where there is none. */
  readonly size: string;
  readonly group: Group;
  readonly basis: Basis;
  readonly region: string;
  readonly count: Span;
  /** The unit of the count: `GB`; empty for things. */
  readonly counted: string;
  /** US dollars a month for one. */
  readonly usdEach: number;
  /** US dollars a month. */
  readonly usd: Span;
}

/** The monthly cost of a stack by AWS's list prices, without tax, free tier and discounts. JSON as it is. */
export interface Cost {
  readonly region: string;
  /** The days of its oldest and its newest price, `YYYY-MM-DD`. */
  readonly prices: { readonly from: string; readonly to: string };
  /** US dollars a month; the ends are the fewest and the most nodes. */
  readonly usd: Span;
  /** The same by group, those without costs left out. */
  readonly groups: readonly { readonly group: Group; readonly usd: Span }[];
  readonly items: readonly CostItem[];
  /** Costs that are not in the sum, a line each, with the reason. */
  readonly unpriced: readonly string[];
  /** Number of these whose price is unknown here, so that the sum is too low; those of cents are not counted. */
  readonly missing: number;
}

const providerType = "pulumi:providers:aws";

/** The monthly cost of a stack's resources. */
export function costOf(
  resources: readonly PricedResource[],
  assumptions: Assumptions = storeAssumptionsIn("prod"),
  prices: PriceTable = listPrices,
): Cost {
  const region = textIn(resources.find(({ type }) => type === providerType)?.inputs?.region);
  const context: RuleContext = { assumptions, resources, byUrn: new Map(resources.map((resource) => [resource.urn, resource])) };
  const lines = resources.filter(({ custom }) => custom).flatMap((resource) => linesOf(resource, context, region, prices));
  const priced = lines.flatMap(({ item }) => item ?? []);
  const items = merged(priced);
  return {
    region,
    prices: datesOf(prices, [...new Set(lines.flatMap(({ item, price }) => (item ? [price] : [])))]),
    usd: sumOf(items),
    groups: groups.flatMap((group) => {
      const own = items.filter((item) => item.group === group);
      return own.length === 0 ? [] : [{ group, usd: sumOf(own) }];
    }),
    items,
    unpriced: [...new Set(lines.flatMap(({ unpriced }) => unpriced ?? []))].sort(),
    missing: new Set(lines.flatMap(({ unpriced, expected }) => (unpriced === undefined || expected ? [] : [unpriced]))).size,
  };
}

/** A billed line of a resource: an item with its price's name, or why there is none. */
interface Line {
  readonly item?: CostItem;
  readonly price: string;
  readonly unpriced?: string;
  /** Whether it is unpriced on purpose. @default false */
  readonly expected?: boolean;
}

function linesOf(resource: PricedResource, context: RuleContext, stackRegion: string, prices: PriceTable): Line[] {
  const billing = billingOf(resource.type);
  if (billing === "free") return [];
  if ("unpriced" in billing) return [{ price: "", unpriced: billing.unpriced, expected: isKnown(resource.type) }];
  const inputs = resource.inputs ?? {};
  const region = textIn(inputs.region) || stackRegion;
  return billing.rule(inputs, context, resource).map((charge) => lineOf(charge, region, prices));
}

function lineOf(charge: Charge, region: string, prices: PriceTable): Line {
  const { what, size = "", group, basis, price, count, counted = "", units } = charge;
  const name = [counted, what, size].filter((part) => part !== "").join(" ");
  if (count === null) return { price, unpriced: `${name}: how many only AWS knows` };
  const usd = usdOf(prices, price, region);
  if (usd === undefined) {
    const where = region || "a Region that is not named";
    return { price, unpriced: `${name}: no price known in ${where} (${whyMissing(prices, price)})` };
  }
  const usdEach = usd * units;
  const item = { what, size, group, basis, region, count, counted, usdEach, usd: times(count, usdEach) };
  return { price, item };
}

/** Items of the same thing as one; those of nothing left out. In the order of groups, the most expensive first. */
function merged(items: readonly CostItem[]): CostItem[] {
  const byKey = new Map<string, CostItem>();
  for (const item of items) {
    const key = [item.group, item.basis, item.region, item.what, item.size, item.usdEach].join("|");
    const before = byKey.get(key);
    byKey.set(key, before ? { ...item, count: plus(before.count, item.count), usd: plus(before.usd, item.usd) } : item);
  }
  const rank = ({ group }: CostItem) => groups.indexOf(group);
  return [...byKey.values()]
    .filter(({ count }) => count.to > 0)
    .map((item) => ({ ...item, count: rounded(item.count, 1e6), usdEach: round(item.usdEach, 1e6), usd: rounded(item.usd, 100) }))
    .sort((a, b) => rank(a) - rank(b) || b.usd.from - a.usd.from || (a.what < b.what ? -1 : 1));
}

const plus = (a: Span, b: Span): Span => ({ from: a.from + b.from, to: a.to + b.to });
const times = ({ from, to }: Span, factor: number): Span => ({ from: from * factor, to: to * factor });
const round = (value: number, parts: number) => Math.round(value * parts) / parts;
const rounded = ({ from, to }: Span, parts: number): Span => ({ from: round(from, parts), to: round(to, parts) });

/** The sum of what items cost, to the cent. */
export const sumOf = (items: readonly { readonly usd: Span }[]): Span =>
  rounded(
    items.reduce((sum, { usd }) => plus(sum, usd), { from: 0, to: 0 }),
    100,
  );
