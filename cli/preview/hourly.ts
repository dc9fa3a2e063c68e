import type { Cost } from "../../domain/prices/cost.ts";

/** Something that AWS bills by the hour whether or not it is used. */
export interface HourlyLine {
  /** The billed resource, in the singular: `NAT gateway`. */
  readonly what: string;
  /** Instance class or node type; empty where there is none. */
  readonly size: string;
  /** Minimum number. */
  readonly count: number;
}

/** The costs of a stack that are billed by the hour, in alphabetical order. */
export function hourlyCosts({ items }: Cost): HourlyLine[] {
  const lines = items.flatMap(({ basis, what, size, count }) => (basis === "hour" ? [{ what, size, count: count.from }] : []));
  return lines.sort((a, b) => (`${a.what} ${a.size}` < `${b.what} ${b.size}` ? -1 : 1));
}
