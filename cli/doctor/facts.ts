import type { AccountLimitName } from "../../domain/defaults/limits.ts";
import type { Verdict } from "../../domain/images.ts";
import type { Answer } from "./ask.ts";

/** The caller's account and identity. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
}

/** Something that may be there once, and whose it is. */
export interface Single {
  /** The id for `pulumi import`. */
  readonly id: string;
  /** The tag `stack`, by which all stacks mark what they make; undefined where it has none. */
  readonly stack?: string | undefined;
}

/** Resources of which an account has one at most; undefined: it does not exist. */
export interface Singletons {
  /** Whether the account stack's archive exists, which means that the stack has been deployed at least in part. */
  readonly begun: Answer<boolean>;
  readonly detector: Answer<Single | undefined>;
  readonly recorder: Answer<Single | undefined>;
  readonly hub: Answer<Single | undefined>;
  readonly configRole: Answer<Single | undefined>;
  readonly tokens: Answer<Single | undefined>;
  readonly sessions: Answer<Single | undefined>;
  readonly monitor: Answer<Single | undefined>;
  /** Analyzers of access from outside. */
  readonly analyzer: Answer<Single | undefined>;
  /** A trail of the organisation's. */
  readonly trail: Answer<Single | undefined>;
  /** Accounts that administer the services of this one, by service: they refuse its own changes. */
  readonly administrators: Readonly<Record<"guardDuty" | "securityHub" | "inspector", Answer<string | undefined>>>;
}

/** An account's quota, and how much of it others use. */
export interface Quota {
  /** Undefined: Service Quotas does not say, and AWS's default holds. */
  readonly allowed: Answer<number | undefined>;
  /** Amount that others use. @default - it is not counted */
  readonly others?: Answer<number>;
}

/** Lambda's limits of an account's concurrent runs. */
export interface Runs {
  readonly limit: number;
  /** Runs that no function reserves. */
  readonly unreserved: number;
  /** Reserved already for the stack's own functions. */
  readonly own: number;
}

/** A bucket that may be there. */
export type Bucket = "there" | "missing" | "elsewhere";

/** Pulumi's state, as far as environment and stack file tell. */
export interface State {
  /** `PULUMI_BACKEND_URL`. */
  readonly backend?: string | undefined;
  /** Whether secrets are sealed by a provider, or a passphrase is given. */
  readonly sealed: boolean;
  /** The bucket of a backend in S3. */
  readonly bucket?: Answer<{ readonly there: boolean; readonly versioned: boolean }>;
}

/** Facts of the account for a store. */
export interface StoreFacts {
  /** The account stack's archive, where the settings name that stack. */
  readonly archive?: Answer<Bucket>;
  /** Whether the boundary that the settings name is there. */
  readonly boundary?: Answer<boolean>;
  readonly zone: {
    readonly id: Answer<string | undefined>;
    readonly own: Answer<readonly string[]>;
    readonly outside: Answer<readonly string[]>;
  };
  /** Whether nodes start from one of Amazon's own images: the pinned one, or the one that AWS's parameter names. */
  readonly image: Answer<Verdict>;
  /** Whole releases in the store's bucket; undefined: there is no bucket yet. */
  readonly releases: Answer<number | undefined>;
}

/** SES's view of the account and of the store's domain. */
export interface MailFacts {
  /** `standing` is SES's EnforcementStatus; `daily` and `sent` are emails in 24 hours. */
  readonly account: Answer<{
    readonly production: boolean;
    readonly sending: boolean;
    readonly standing: string;
    readonly daily: number;
    readonly sent: number;
  }>;
  /** The identity; undefined: there is none. `signing` and `bounces` are SES's states of DKIM and MAIL FROM. */
  readonly identity: Answer<
    | { readonly verified: boolean; readonly signing: string; readonly bounces: string; readonly configurationSet?: string | undefined }
    | undefined
  >;
  /** TXT records of `_dmarc`, as the world sees them. */
  readonly dmarc: Answer<readonly string[]>;
}

/** All that was read; pure data, which {@link judge} turns into lines. */
export interface Facts {
  readonly caller: Answer<Caller>;
  /** Whether the Region may be used. */
  readonly region: Answer<boolean>;
  readonly quotas: Readonly<Partial<Record<AccountLimitName, Quota>>>;
  readonly runs?: Answer<Runs>;
  /** vCPUs of one node. */
  readonly nodeVcpus?: Answer<number>;
  /** Whether each address has confirmed its subscription; undefined: there is no topic yet. */
  readonly contacts: Answer<Readonly<Record<string, boolean>> | undefined>;
  readonly state: State;
  readonly singletons?: Singletons;
  readonly store?: StoreFacts;
  /** The Region in which SES sends. */
  readonly mail?: MailFacts;
}
