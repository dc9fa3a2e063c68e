import type { Group, Span } from "./charge.ts";
import type { Cost, CostItem } from "./cost.ts";

/** The effect of a change on one line of an estimate. */
export interface ItemDifference {
  readonly what: string;
  readonly size: string;
  readonly group: Group;
  readonly region: string;
  /** Absent for what is new. */
  readonly before?: { readonly count: Span; readonly usd: Span };
  /** Absent for what goes. */
  readonly after?: { readonly count: Span; readonly usd: Span };
  /** US dollars a month more, less than 0 where it is less. */
  readonly usd: Span;
}

/** The effect of a change on the costs of a stack. JSON as it is. */
export interface CostDifference {
  readonly before: Span;
  readonly after: Span;
  /** US dollars a month more. */
  readonly usd: Span;
  /** The changed items, the largest change first. */
  readonly items: readonly ItemDifference[];
  /** Items that are unpriced now and were not before. */
  readonly newlyUnpriced: readonly string[];
}

/** The change of the monthly costs from `before` to `after`; an item whose size changes is one that goes and one that is new. */
export function costDifference(before: Cost, after: Cost): CostDifference {
  const old = new Map(before.items.map((item) => [keyOf(item), item]));
  const now = new Map(after.items.map((item) => [keyOf(item), item]));
  const keys = [...new Set([...old.keys(), ...now.keys()])];
  const items = keys.flatMap((key) => changeOf(old.get(key), now.get(key)));
  return {
    before: before.usd,
    after: after.usd,
    usd: minus(after.usd, before.usd),
    items: items.sort((a, b) => Math.abs(b.usd.from) - Math.abs(a.usd.from) || (a.what < b.what ? -1 : 1)),
    newlyUnpriced: after.unpriced.filter((line) => !before.unpriced.includes(line)),
  };
}

const keyOf = ({ group, region, what, size }: CostItem) => [group, region, what, size].join("|");

function changeOf(before: CostItem | undefined, after: CostItem | undefined): ItemDifference[] {
  const either = after ?? before;
  if (!either) return [];
  const usd = minus(after?.usd ?? nothing, before?.usd ?? nothing);
  if (usd.from === 0 && usd.to === 0) return [];
  const { what, size, group, region } = either;
  return [{ what, size, group, region, ...(before && { before: amountOf(before) }), ...(after && { after: amountOf(after) }), usd }];
}

const nothing: Span = { from: 0, to: 0 };
const amountOf = ({ count, usd }: CostItem) => ({ count, usd });
const cents = (value: number) => Math.round(value * 100) / 100;
const minus = (a: Span, b: Span): Span => ({ from: cents(a.from - b.from), to: cents(a.to - b.to) });
