import { createHash } from "node:crypto";
import type { Authority } from "../../domain/contracts/certificate.ts";

/** Whether a `*.` name among some stands for a name. */
export const byWildcard = (name: string, among: readonly string[]): boolean =>
  !name.startsWith("*.") && among.includes(name.replace(/^[^.]+/, "*"));

/** The names of one certificate: those that a `*.` name among them covers are left out, since Let's Encrypt refuses both in one order. */
export function namesToIssue(names: readonly string[]): string[] {
  return names.filter((name) => !byWildcard(name, names));
}

/** The approval that an authority which approves names beforehand has to give for one domain. */
export interface Approval {
  readonly domain: string;
  readonly exact: boolean;
  readonly wildcards: boolean;
}

/** The domains of names, and what the names ask of each: no more than that may be issued. */
export const approvals = (names: readonly string[]): Approval[] =>
  [...new Set(names.map((name) => name.replace(/^\*\./, "")))].map((domain) => ({
    domain,
    exact: names.includes(domain),
    wildcards: names.includes(`*.${domain}`),
  }));

/** The function's settings of an authority, out of all that is known of it. */
export const toAsk = ({ name, directoryUrl, profile, preferredChain, eabSecretArn }: Authority): Authority => ({
  name,
  directoryUrl,
  ...(profile && { profile }),
  ...(preferredChain && { preferredChain }),
  ...(eabSecretArn && { eabSecretArn }),
});

/** The records that prove control of names (RFC 8555 8.4), each once: a name and its wildcard share one. */
export const challengeRecords = (names: readonly string[]): string[] => [
  ...new Set(names.map((name) => `_acme-challenge.${name.replace(/^\*\./, "")}`)),
];

/**
 * Twice a day, twelve hours apart, at a time that follows from the stack's name: authorities ask that not all come on the hour
 * (letsencrypt.org/docs/integration-guide, "When to renew").
 */
export function scheduleOf(stack: string): string {
  const digest = createHash("sha256").update(stack).digest();
  const hour = digest.readUInt16BE(0) % 12;
  // Not in the first and last minutes of an hour.
  const minute = 5 + (digest.readUInt16BE(2) % 50);
  return `cron(${minute} ${hour},${hour + 12} * * ? *)`;
}

/** The CAA records that admit one authority. */
export interface Admission {
  /** The name that the authority looks for in CAA records (RFC 8659 4.2). */
  readonly caaDomain: string;
  /** The only account that may issue (RFC 8657 3). @default - any */
  readonly accountUri?: string | undefined;
}

/** The CAA records at a name (RFC 8659), in Route 53's form: `wildcards` says whether the authorities may issue those too. */
export function caaRecords(
  admissions: readonly Admission[],
  { wildcards, contacts }: { wildcards: boolean; contacts: readonly string[] },
): string[] {
  // By DNS only: an attacker on a node could prove control by HTTP.
  const bound = ({ caaDomain, accountUri }: Admission) =>
    accountUri ? `${caaDomain}; accounturi=${accountUri}; validationmethods=dns-01` : caaDomain;
  const values = admissions.map(bound);
  return [
    ...values.map((value) => `0 issue "${value}"`),
    ...(wildcards ? values : [";"]).map((value) => `0 issuewild "${value}"`),
    ...contacts.map((contact) => `0 iodef "mailto:${contact}"`),
  ];
}
