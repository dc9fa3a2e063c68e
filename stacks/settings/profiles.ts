/** The environments, which pick sizes, retention and locks. */
export const environments = ["dev", "staging", "prod"] as const;

/** One of {@link environments}. */
export type Environment = (typeof environments)[number];

/** An environment's defaults where the settings say nothing else. */
export interface Profile {
  readonly zones: 2 | 3;
  readonly nat: "per-zone" | "single";
  /** Zones that hold interface endpoints; nodes of the other zones cross over to them. */
  readonly endpointZones: 1 | 2 | 3;
  readonly database: {
    readonly instanceClass: string;
    readonly storageGiB: number;
    readonly multiAz: boolean;
  };
  readonly cache: { readonly nodeType: string; readonly sessionsNodeType: string; readonly replicas: number };
  readonly web: { readonly instanceType: string; readonly minimum: number; readonly maximum: number };
  /** Days that backups are kept; 0: none. */
  readonly backup: {
    readonly continuousDays: number;
    readonly weeklyDays: number;
    readonly monthlyDays: number;
    readonly coldAfterDays: number;
    readonly restoreTestEvery: "week" | "month";
  };
  /** Whether functions of which one may run at a time take a run of the account's for themselves. */
  readonly reservesRuns: boolean;
  /** Trial certificates. */
  readonly trialCertificates: boolean;
  /** The provider of the staff's sign-in before the administration. */
  readonly signIn: "cognito" | "none";
  /** Days that an image has to have run in staging. */
  readonly soakDays: number;
  /** Whether releases of X-Cart are scanned for malware. */
  readonly malwareScan: boolean;
  /** Whether a browser visits the payment page. */
  readonly watchesPaymentPage: boolean;
  /** Deletion protection in AWS, and Pulumi's `protect` on what holds data. */
  readonly protection: boolean;
}

/**
 * The defaults by environment. Production: three zones, standby and replica for whatever holds data.
 * Performance Insights sets the smallest database class (not on micro and small,
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html).
 */
export const profiles: Readonly<Record<Environment, Profile>> = {
  dev: {
    zones: 2,
    nat: "single",
    endpointZones: 1,
    database: { instanceClass: "db.t4g.medium", storageGiB: 20, multiAz: false },
    cache: { nodeType: "cache.t4g.micro", sessionsNodeType: "cache.t4g.micro", replicas: 0 },
    web: { instanceType: "t4g.small", minimum: 1, maximum: 2 },
    backup: { continuousDays: 7, weeklyDays: 0, monthlyDays: 0, coldAfterDays: 0, restoreTestEvery: "month" },
    reservesRuns: false,
    trialCertificates: true,
    signIn: "none",
    soakDays: 0,
    malwareScan: false,
    watchesPaymentPage: false,
    protection: false,
  },
  staging: {
    zones: 2,
    nat: "single",
    endpointZones: 1,
    database: { instanceClass: "db.t4g.medium", storageGiB: 50, multiAz: false },
    cache: { nodeType: "cache.t4g.small", sessionsNodeType: "cache.t4g.small", replicas: 0 },
    web: { instanceType: "t4g.medium", minimum: 1, maximum: 3 },
    backup: { continuousDays: 14, weeklyDays: 0, monthlyDays: 0, coldAfterDays: 0, restoreTestEvery: "month" },
    reservesRuns: false,
    trialCertificates: true,
    signIn: "none",
    soakDays: 0,
    malwareScan: false,
    watchesPaymentPage: false,
    protection: true,
  },
  prod: {
    zones: 3,
    nat: "per-zone",
    endpointZones: 3,
    database: { instanceClass: "db.m7g.large", storageGiB: 100, multiAz: true },
    cache: { nodeType: "cache.t4g.medium", sessionsNodeType: "cache.t4g.small", replicas: 1 },
    web: { instanceType: "m7g.large", minimum: 2, maximum: 8 },
    backup: { continuousDays: 35, weeklyDays: 90, monthlyDays: 400, coldAfterDays: 30, restoreTestEvery: "week" },
    reservesRuns: true,
    trialCertificates: false,
    signIn: "cognito",
    soakDays: 3,
    malwareScan: true,
    watchesPaymentPage: true,
    protection: true,
  },
};

/** A description's words for a default that the environment decides: `8 in prod, 3 in staging, 2 in dev`. */
export function byEnvironment(valueIn: (profile: Profile) => string | number | boolean): string {
  const [dev, staging, prod] = environments.map((environment) => String(valueIn(profiles[environment])));
  if (staging === dev) return prod === dev ? `${prod}` : `${prod} in prod, ${dev} elsewhere`;
  return prod === staging ? `${dev} in dev, ${prod} elsewhere` : `${prod} in prod, ${staging} in staging, ${dev} in dev`;
}
