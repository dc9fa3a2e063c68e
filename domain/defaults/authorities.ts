import { letsencryptTrialRoots, type TrialRoot } from "./trial-roots.ts";

/** Properties of certificates of one kind (an ACME profile). */
export interface IssuedKind {
  /** Minimum lifetime in days, announced changes included: alarms must not fire once those take effect. */
  readonly lifetimeDays: number;
  /** Maximum number of names in one. */
  readonly maxNames: number;
}

/** Facts about a certificate authority that are needed before it is asked by ACME. */
export interface KnownAuthority {
  /** ACME directory (RFC 8555 7.1.1). @default - one of the store's own, made with it ({@link approvesBeforehand}) */
  readonly directoryUrl?: string;
  /** The same for trials, whose certificates browsers do not trust. @default - it has none */
  readonly stagingUrl?: string;
  /** Roots of trial certificates. @default - not published: the settings have to name them */
  readonly trialRoots?: readonly TrialRoot[];
  /** The name that it looks for in CAA records (RFC 8659 4.2). */
  readonly caaDomain: string;
  /** Whether it takes only accounts that are bound to one made on its site (RFC 8555 7.3.4). */
  readonly bindsAccounts: boolean;
  /** Whether its documents say that it heeds CAA's `accounturi` and `validationmethods` (RFC 8657). */
  readonly heedsAccountUri: boolean;
  /**
   * Whether the store has a directory of its own there, made in its account with the account's binding, and names are approved by a record
   * that Pulumi sees to once: no challenge at renewal. @default false
   */
  readonly approvesBeforehand?: boolean;
  /** The kind that it issues without a profile. */
  readonly usual: IssuedKind;
  /** The kinds that it issues by profile; the names are those in its directory's `meta.profiles`. */
  readonly profiles: Readonly<Record<string, IssuedKind>>;
}

/**
 * `classic` lives 90 days, 64 from 2027-02-10, 45 from 2028-02-16; `tlsserver` 45 since 2026-05-13; `shortlived` 160 hours
 * (letsencrypt.org/2025/12/02/from-90-to-45, letsencrypt.org/docs/profiles).
 */
const letsencrypt: KnownAuthority = {
  directoryUrl: "https://acme-v02.api.letsencrypt.org/directory",
  stagingUrl: "https://acme-staging-v02.api.letsencrypt.org/directory",
  trialRoots: letsencryptTrialRoots,
  caaDomain: "letsencrypt.org",
  bindsAccounts: false,
  heedsAccountUri: true,
  usual: { lifetimeDays: 45, maxNames: 100 },
  profiles: {
    classic: { lifetimeDays: 45, maxNames: 100 },
    tlsserver: { lifetimeDays: 45, maxNames: 25 },
    shortlived: { lifetimeDays: 160 / 24, maxNames: 25 },
  },
};

/** The kind that any public authority may issue from 2029-03-15 on: 47 days (CA/Browser Forum, ballot SC-081v3). */
const publicly: IssuedKind = { lifetimeDays: 47, maxNames: 100 };

/** The authorities that the settings know by name. Of the others none documents `accounturi` where we found it. */
export const knownAuthorities: Readonly<Record<string, KnownAuthority>> = {
  letsencrypt,
  // zerossl.com/documentation/acme; CAA: help.zerossl.com, "Invalid CAA Records".
  zerossl: {
    directoryUrl: "https://acme.zerossl.com/v2/DV90",
    caaDomain: "sectigo.com",
    bindsAccounts: true,
    heedsAccountUri: false,
    usual: publicly,
    profiles: {},
  },
  // docs.cloud.google.com/certificate-manager/docs/public-ca-tutorial; CAA: pki.goog/faq. The roots of its trials are not published
  // (pki.goog/repository has none).
  google: {
    directoryUrl: "https://dv.acme-v02.api.pki.goog/directory",
    stagingUrl: "https://dv.acme-v02.test-api.pki.goog/directory",
    caaDomain: "pki.goog",
    bindsAccounts: true,
    heedsAccountUri: false,
    usual: publicly,
    profiles: {},
  },
  // docs.aws.amazon.com/acm/latest/userguide/acm-acme.html (45 days); CAA: …/setup-caa.html, any of four names.
  amazon: {
    caaDomain: "amazon.com",
    bindsAccounts: false,
    heedsAccountUri: false,
    approvesBeforehand: true,
    usual: { lifetimeDays: 45, maxNames: 100 },
    profiles: {},
  },
};

/** The known authority of that name, if it is one. */
export const knownAuthority = (name: string): KnownAuthority | undefined =>
  Object.hasOwn(knownAuthorities, name) ? knownAuthorities[name] : undefined;

/** The kind that an authority of one's own is taken to issue by default. */
export const unknownKind: IssuedKind = { lifetimeDays: 45, maxNames: 100 };
