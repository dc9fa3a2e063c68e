/** The sizes of a service's Graviton families. */
export interface InstanceTypes {
  /** The service that they are of, in words. */
  readonly service: string;
  /** The part before the family. */
  readonly prefix: string;
  /** The day of the list, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Where AWS lists them. */
  readonly source: string;
  /** Sizes by family, smallest first. */
  readonly families: Readonly<Record<string, readonly string[]>>;
}

const upTo16 = ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"];
const upTo48 = [...upTo16, "24xlarge", "48xlarge"];
const nodesUpTo16 = ["medium", ...upTo16];
const nodesUpTo48 = ["medium", ...upTo48];
const small = ["micro", "small", "medium"];

const each = (names: string, sizes: readonly string[]) => Object.fromEntries(names.split(" ").map((name) => [name, sizes]));

/**
 * EC2's types that a node can have: not bare metal, and none whose memory is unknown here (`capacityOf`). A test compares them with the SDK's list.
 */
export const nodeTypes: InstanceTypes = {
  service: "EC2",
  prefix: "",
  asOf: "2026-11-29",
  source: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html (InstanceType)",
  families: {
    t4g: ["nano", ...small, "large", "xlarge", "2xlarge"],
    ...each("c6g c6gd c6gn c7g c7gd c7gn m6g m6gd m7g m7gd r6g r6gd r7g r7gd x2gd", nodesUpTo16),
    ...each("c8g c8gb c8gd c8gn m8g m8gb m8gd m8gn r8g r8gb r8gd r8gn x8g", nodesUpTo48),
    ...each("c9g c9gd m9g m9gd r9g r9gd", nodesUpTo48),
    g5g: ["xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"],
    i4g: ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge"],
    i8g: upTo48,
    i8ge: ["large", "xlarge", "2xlarge", "3xlarge", "6xlarge", "12xlarge", "18xlarge", "24xlarge", "48xlarge"],
  },
};

/** RDS for MySQL's, of all Regions; by the price list, as cfn-lint 1.51.0 has it. */
export const databaseClasses: InstanceTypes = {
  service: "RDS for MySQL",
  prefix: "db.",
  asOf: "2026-05-20",
  source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html",
  families: {
    t4g: [...small, "large", "xlarge", "2xlarge"],
    ...each("m6g m6gd m7g r6g r6gd r7g x2g", upTo16),
    ...each("m8g m8gd r8g r8gd", upTo48),
  },
};

/** ElastiCache's for Valkey; without `r6gd`, which wants data tiering. */
export const cacheNodeTypes: InstanceTypes = {
  service: "ElastiCache for Valkey",
  prefix: "cache.",
  asOf: "2026-05-20",
  source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html",
  families: { t4g: small, ...each("m6g m7g m8g r6g r7g r8g c7gn c8gn", upTo16) },
};

/** All types of a list, such as `db.m7g.large`. */
export const allTypes = ({ prefix, families }: InstanceTypes): string[] =>
  Object.entries(families).flatMap(([family, sizes]) => sizes.map((size) => `${prefix}${family}.${size}`));

/** The type of a list that is nearest to one that is not in it: of the same family by size, else of the family whose name is most alike. */
export function nearestType(list: InstanceTypes, type: string): string {
  const [family = "", size = ""] = type.slice(list.prefix.length).split(".");
  const near = family in list.families ? family : mostAlike(Object.keys(list.families), family);
  const sizes = list.families[near] ?? [];
  const rank = sizeRank(size);
  const closest = sizes.toSorted((a, b) => Math.abs(sizeRank(a) - rank) - Math.abs(sizeRank(b) - rank))[0];
  return `${list.prefix}${near}.${closest}`;
}

/** The rank of a size, in steps; an unknown one counts as `large`. */
function sizeRank(size: string): number {
  const xlarges = /^(\d*)xlarge$/.exec(size);
  if (xlarges) return 5 + Math.log2(Number(xlarges[1] || 1));
  const at = ["nano", ...small, "large"].indexOf(size);
  return at < 0 ? 4 : at;
}

/** The name that shares the first letter and most others; the latest of several. */
function mostAlike(names: readonly string[], wanted: string): string {
  const shared = (name: string) =>
    (name[0] === wanted[0] ? 10 : 0) + (name.at(-1) === wanted.at(-1) ? 2 : 0) - Math.abs(generation(name) - generation(wanted));
  return names.toSorted((a, b) => shared(b) - shared(a) || b.localeCompare(a))[0] ?? "";
}

const generation = (family: string) => Number(/\d+/.exec(family)?.[0] ?? 0);
