import type { End } from "../../../cli/patches/ends.ts";
import type { PatchFacts } from "../../../cli/patches/facts.ts";
import type { Observed } from "../../../cli/patches/observed.ts";
import type { PatchEvidence } from "../../../cli/patches/requirements.ts";

/** A fixed clock: a Wednesday, four days before summer time begins in Berlin. */
export const now = new Date("2027-03-24T12:00:00Z");

/** Staging on Sundays, without freezes. */
export const staging: PatchFacts = {
  stack: "shop-staging",
  environment: "staging",
  region: "eu-central-1",
  accountId: "123456789012",
  contacts: ["operations@example.com"],
  window: { weekday: "sun", start: "04:00", hours: 3, timezone: "Europe/Berlin" },
  freezes: [],
  soakDays: 0,
  recordsBucket: (account) => `shop-account-log-archive-${account}`,
  recordsLocked: true,
  xcart: "5.6",
  php: "8.4",
  xcartAge: { build: "5.6.0.12", securityBuild: { version: "5.6.0.12", published: "2027-02-20" } },
};

/** Production on Thursdays, three days after staging. */
export const production: PatchFacts = {
  ...staging,
  stack: "shop-prod",
  environment: "prod",
  window: { ...staging.window, weekday: "thu" },
  freezes: [{ from: "2027-04-05", to: "2027-04-10", reason: "Easter sale" }],
  soakDays: 3,
};

/** AWS as it should be. */
export const observed: Observed = {
  accountId: "123456789012",
  image: { id: "ami-1", newest: "ami-2", published: "2027-03-10T00:00:00Z" },
  patched: "2027-03-18T05:00:00Z",
  inVain: 0,
  nodes: [{ id: "i-1", missing: 0, failed: 0, waiting: 0, scanned: "2027-03-24T01:00:00Z" }],
  records: [{ windowStart: "2027-03-18T03:00:00Z", result: "patched", why: "ami-0 → ami-1", backups: 2 }],
  database: {
    engine: "mysql",
    version: "8.4.9",
    minorVersions: true,
    authority: "rds-ca-rsa2048-g1",
    certificateUntil: "2027-08-01T00:00:00Z",
    pending: ["db-upgrade: 8.4.10"],
  },
  gaps: [],
};

const end = (what: string, version: string, ends: string, daysLeft: number): End => ({
  what,
  version,
  ends,
  daysLeft,
  source: "https://example.com/",
});

/** Three ends, none of them near. */
export const ends: readonly End[] = [
  end("Valkey", "8.0", "2027-09-15", 175),
  end("Lambda runtime", "nodejs24.x", "2028-04-30", 403),
  { ...end("X-Cart 5.6 with PHP", "8.4", "2028-12-31", 648), assumed: true },
];

/** PatchEvidence with something changed. */
export const evidence = (change: Partial<PatchEvidence> = {}): PatchEvidence => ({
  facts: production,
  chain: [staging, production],
  order: [],
  ends,
  observed,
  now,
  ...change,
});
