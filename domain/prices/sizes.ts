/** A price of the table and how many of its units something takes. */
export interface SizedPrice {
  readonly price: string;
  readonly units: number;
}

const small: Readonly<Record<string, number>> = { nano: 1 / 16, micro: 1 / 8, small: 1 / 4, medium: 1 / 2, large: 1 };

/** A size as a multiple of `large`: AWS's prices grow with the size within a family, to a cent an hour. */
export function larges(size: string): number | undefined {
  const xlarges = /^(\d*)xlarge$/.exec(size);
  return xlarges ? 2 * Number(xlarges[1] || 1) : small[size];
}

/** The hourly price of an instance type of a service: of `m7g.large`, `db.m7g.large` or `cache.t4g.medium`. An unknown one has a name without a price. */
export function sizedPrice(service: "ec2" | "rds" | "cache", type: string): SizedPrice {
  const [family = "", size = ""] = type.replace(/^(?:db|cache)\./, "").split(".");
  const units = larges(size);
  return { price: units === undefined ? `${service}.${type}` : `${service}.${family}`, units: units ?? 1 };
}
