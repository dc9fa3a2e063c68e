import type { IpVersion } from "../defaults/login-guard.ts";

/** A threshold: failures within a time, and how long they block. */
export interface Threshold {
  /** The failure that blocks: 6 is the sixth. */
  readonly attempts: number;
  /** The time in which failures count. */
  readonly windowSeconds: number;
  readonly blockSeconds: number;
}

/** A threshold, and another one for clients that continue. */
export interface Tiers extends Threshold {
  readonly repeated: Threshold;
}

/** Thresholds on failures: of an address, on a customer's account, and on a member of staff's. */
export interface Thresholds {
  readonly address: Tiers;
  readonly account: Tiers;
  readonly staff: Threshold;
}

/** Settings of the lock on the nodes (docs/decisions/0055): the guard's thresholds, and how many failures the whole store may have. */
export interface LoginLock extends Thresholds {
  /** Failures of strangers in the whole store, beyond which their browsers have to have answered the web ACL's challenge. */
  readonly store: Omit<Threshold, "blockSeconds">;
  /** Ranges (CIDR) that the lock leaves alone. */
  readonly never: readonly string[];
  /** Ranges (CIDR) of the staff, which answer for their own failures on one account only. */
  readonly staffRanges: readonly string[];
  /** Whether the login page challenges browsers. If it does not, no client is sent to it. */
  readonly challenge: boolean;
}

/** A set of WAF as its API asks for it. */
export interface SetReference {
  readonly name: string;
  readonly id: string;
}

/** Environment variables of the guard, beside `GUARD_THRESHOLDS` and `GUARD_SETS`, which are JSON. */
export const environmentNames = {
  stack: "GUARD_STACK",
  domain: "GUARD_DOMAIN",
  runbook: "GUARD_RUNBOOK",
  table: "GUARD_TABLE",
  queueUrl: "GUARD_QUEUE_URL",
  topicArn: "GUARD_TOPIC_ARN",
  thresholds: "GUARD_THRESHOLDS",
  sets: "GUARD_SETS",
} as const;

/** The two sets that the guard fills. */
export type Sets = Readonly<Record<IpVersion, SetReference>>;

/** The schedule's message of each minute: correct whatever was missed. */
export const sweep = { guard: "sweep" } as const;

/** Key of the table's item that names ranges which are not blocked as others are, in `never` and `staff`: JSON lists of CIDRs. */
export const allowedKey = { key: "settings", at: "allowed" } as const;

/** Names of what the guard counts, with the dimension `stack`. */
export const metrics = {
  /** Failed logins that were read. */
  failures: "LoginFailures",
  /** Lines that were not of the form. */
  badLines: "LoginBadLines",
  /** Addresses that were not blocked before. */
  newBlocks: "LoginBlocks",
  /** Addresses in the fuller of the two sets. */
  blocked: "LoginBlockedAddresses",
  /** Seconds since a block that still exists should have ended; 0 if there is none. */
  overdue: "LoginOverdueSeconds",
  /** Emails that SNS did not accept. */
  mailsFailed: "LoginMailsFailed",
} as const;
