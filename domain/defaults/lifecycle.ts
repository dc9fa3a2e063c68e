import { valkey } from "./cache.ts";
import { mysqlVersion } from "./database.ts";
import { secureFunction } from "./functions.ts";
import { patchedSystem } from "./patching.ts";
import type { XcartLine } from "./xcart-versions.ts";

/** Things of one kind, and the last day on which each gets fixes. */
export interface Lifecycle {
  /** Their kind, such as `Lambda runtime`. */
  readonly what: string;
  /** Where the dates are from. */
  readonly source: string;
  /** The action once one ends, in the imperative. */
  readonly remedy: string;
  /** The last day with fixes, `YYYY-MM-DD`, by version or name. */
  readonly ends: Readonly<Record<string, string>>;
}

/**
 * End-of-support dates of a store's components, as their makers had announced them by {@link lookedUp}. A date that was never
 * published is not here: AWS gives none for TLS policies as such, for Valkey on ElastiCache, or for PHP packages of Amazon Linux.
 */
export const lifecycles = {
  runtime: {
    what: "Lambda runtime",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    remedy: "set a newer runtime",
    ends: {
      "nodejs14.x": "2023-12-04",
      "nodejs16.x": "2024-06-12",
      "nodejs18.x": "2025-09-01",
      "nodejs20.x": "2026-04-30",
      "nodejs22.x": "2027-04-30",
      "nodejs24.x": "2028-04-30",
      "python3.8": "2024-10-14",
      "python3.9": "2025-12-15",
      "python3.10": "2026-10-31",
      "python3.11": "2027-06-30",
      "python3.12": "2028-10-31",
      "python3.13": "2029-06-30",
      "python3.14": "2029-06-30",
      "provided.al2023": "2029-06-30",
    },
  },
  /** Standard support; what AWS sells after it (Extended Support) fixes less. */
  mysql: {
    what: "RDS for MySQL",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html",
    remedy: "go to the next major version by a blue/green deployment",
    ends: { "5.6": "2022-03-01", "5.7": "2024-02-29", "8.0": "2026-07-31", "8.4": "2029-07-31" },
  },
  mariadb: {
    what: "RDS for MariaDB",
    source: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html",
    remedy: "go to the next major version by a blue/green deployment",
    ends: {
      "10.5": "2026-08-31",
      "10.6": "2026-12-31",
      "10.11": "2028-02-29",
      "11.4": "2029-05-31",
      "11.8": "2028-06-30",
      "12.3": "2029-06-30",
    },
  },
  /** The earliest of all Regions: the last days in the root certificates themselves. */
  rdsCa: {
    what: "RDS certificate authority",
    source: "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem",
    remedy: "set caCertIdentifier to rds-ca-rsa2048-g1",
    ends: {
      "rds-ca-2019": "2024-08-22",
      "rds-ca-rsa2048-g1": "2061-05-19",
      "rds-ca-rsa4096-g1": "2121-05-19",
      "rds-ca-ecc384-g1": "2121-05-19",
    },
  },
  /** Operating systems, by the names that Patch Manager gives them. */
  system: {
    what: "Operating system",
    source: "https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html",
    remedy: "take the next Amazon Linux",
    ends: { AMAZON_LINUX: "2023-12-31", AMAZON_LINUX_2: "2026-06-30", AMAZON_LINUX_2023: "2029-06-30" },
  },
  /** The community's dates: ElastiCache may support a version for longer, but has said nothing. */
  valkey: {
    what: "Valkey",
    source: "https://valkey.io/topics/releases/",
    remedy: "set a newer engineVersion",
    ends: { "7.2": "2029-04-16", "8.0": "2027-09-15", "8.1": "2030-03-31", "9.0": "2028-10-21" },
  },
  redis: {
    what: "ElastiCache for Redis OSS",
    source: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/extended-support.html",
    remedy: "go to Valkey",
    ends: { "4": "2026-01-31", "5": "2026-01-31", "6": "2027-01-31" },
  },
  /** Security fixes. */
  php: {
    what: "PHP",
    source: "https://www.php.net/supported-versions.php",
    remedy: "set a newer xcart.php, or take an X-Cart line that runs on one",
    ends: {
      "7.4": "2022-11-28",
      "8.0": "2023-11-26",
      "8.1": "2025-12-31",
      "8.2": "2026-12-31",
      "8.3": "2027-12-31",
      "8.4": "2028-12-31",
      "8.5": "2029-12-31",
    },
  },
  /** The oldest version of TLS that a load balancer's policy accepts: 1.0 by the PCI SSC's FAQ 1441, 1.1 by RFC 8996. */
  tls: {
    what: "TLS version",
    source: "https://www.rfc-editor.org/rfc/rfc8996",
    remedy: "set a policy that begins with ELBSecurityPolicy-TLS13-1-2-Res",
    ends: { "1.0": "2018-06-30", "1.1": "2021-03-31" },
  },
} as const satisfies Readonly<Record<string, Lifecycle>>;

/** The day of the copies of their sources (and of endoflife.date, which follows them) that {@link lifecycles} was compared with. */
export const lookedUp = "2026-08-22";

/** A kind of thing that ends. */
export type LifecycleKind = keyof typeof lifecycles;

/** One thing that ends. */
export interface Ending extends Omit<Lifecycle, "ends"> {
  readonly version: string;
  /** `YYYY-MM-DD`: the last day with fixes. */
  readonly ends: string;
}

/** The end of support of a version; undefined where no date has been published. */
export function endingOf(kind: LifecycleKind, version: string): Ending | undefined {
  const { ends: days, ...about }: Lifecycle = lifecycles[kind];
  const ends = Object.hasOwn(days, version) ? days[version] : undefined;
  return ends === undefined ? undefined : { ...about, version, ends };
}

/** Days from which on an end is near: AWS tells owners of a Lambda runtime 120 days before, a change of a database takes about as long. */
export const nearDays = 90;

/** Whole days until an end: 0 on the last day, less than 0 after it. */
export const daysUntil = ({ ends }: Pick<Ending, "ends">, today: Date): number =>
  Math.floor(Date.parse(ends) / millisecondsADay) - Math.floor(today.getTime() / millisecondsADay);

const millisecondsADay = 86_400_000;

/**
 * Versions of PHP that a line of X-Cart may run on here, the usual one first. 5.6: those that X-Cart's developer documentation names. 5.5 asks
 * for 7.4 or newer and is known from a partner's image with 8.0, which Amazon Linux does not have; its libraries are made for 8.3 at most,
 * which gets fixes for a year longer than 8.2 (docs/decisions/0046-what-php-is-told-and-says.md).
 */
export const xcartPhp = { "5.5": ["8.3", "8.2"], "5.6": ["8.4", "8.3"] } as const satisfies Record<XcartLine, readonly string[]>;

/** Every version of {@link xcartPhp}. */
export const phpVersions = ["8.2", "8.3", "8.4"] as const;

/** A version of PHP that nodes may have. */
export type PhpVersion = (typeof phpVersions)[number];

/** The PHP of a store's nodes: what its settings say, or the usual one of its line. */
export const phpOf = ({ line, php }: { readonly line: XcartLine; readonly php?: PhpVersion | undefined }): PhpVersion =>
  php ?? xcartPhp[line][0];

/** The certificate authority that RDS picks for a new database, and so for the program's. */
const defaultCa = "rds-ca-rsa2048-g1";

/** End of support of the components of every store; the first to end first. */
export const ownEndings: readonly Ending[] = [
  endingOf("runtime", secureFunction.runtime),
  endingOf("mysql", mysqlVersion),
  endingOf("rdsCa", defaultCa),
  endingOf("system", patchedSystem),
  endingOf("valkey", valkey.engineVersion),
]
  .flatMap((ending) => ending ?? [])
  .sort((a, b) => (a.ends < b.ends ? -1 : 1));

/** Whole days until the first of {@link ownEndings}; less than 0 once it is past. */
export const daysToEndOfLife = (today: Date): number => Math.min(...ownEndings.map((ending) => daysUntil(ending, today)));
