import { sharedSuffixes } from "../defaults/shared-hosts.ts";

/** Trust in CNAMEs: the target of an allowed name (a payment provider's CDN) is allowed with it, and not compared with the shared names. */
const trusting = { firewallDomainRedirectionAction: "TRUST_REDIRECTION_DOMAIN" } as const;
const refusing = { action: "BLOCK", blockResponse: "NXDOMAIN" } as const;
const admitting = { action: "ALLOW", ...trusting } as const;

/** The rules of a DNS allow-list by their order; each is about the list of the same key, and what no rule allows does not exist. */
export const nameRules = {
  allowed: { part: "allow", priority: 100, ...admitting },
  /** The store's own resources, whose names only AWS knows. */
  own: { part: "allow-own", priority: 110, ...admitting },
  shared: { part: "block-shared", priority: 120, ...refusing, ...trusting },
  wildcards: { part: "allow-wildcards", priority: 130, ...admitting },
  everything: { part: "block", priority: 200, ...refusing },
} as const;

/** One of the lists. */
export type NameList = keyof typeof nameRules;

/** Association of the rules with a VPC: before AWS's own, and closed where Route 53 cannot answer. */
export const namesAttached = { priority: 101 } as const;
export const namesClosed = { firewallFailOpen: "DISABLED" } as const;

/** Names that are blocked: the shared ones, and at the end all others. */
export const refusedNames = {
  shared: sharedSuffixes.flatMap(({ suffix }) => [suffix, `*.${suffix}`].map(withDot)),
  everything: ["*."],
};

/** AWS stores names with the root's dot; without it, every second plan would show a change. */
export function withDot(host: string): string {
  return `${host}.`;
}
