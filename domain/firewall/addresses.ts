import type { IpVersion } from "../defaults/login-guard.ts";
import type { GivenList } from "./rule.ts";

/** Addresses of a list, with how long they stand; `Made` are those that a value of a resource stands for. */
export interface Addresses<Made = never> {
  /** In CIDR notation. */
  readonly addresses: readonly string[];
  /** IPv4 blocks that only AWS knows before an update. @default - none */
  readonly madeByAws?: readonly Made[];
  /** The list's last day, `YYYY-MM-DD`, or `permanent`. @default - it is not said */
  readonly until?: string;
  /** Its purpose, and why it is there; 256 characters at most are kept. */
  readonly description: string;
}

/** The lists that the settings fill. */
export type AddressSets<Made = never> = Readonly<Record<GivenList, Addresses<Made>>>;

/** An IP set: WAF has one for each version of IP. */
export interface AddressSet<Made = never> {
  readonly version: IpVersion;
  readonly addresses: (string | Made)[];
  readonly description: string;
  readonly until?: string | undefined;
}

/** The IP sets of a list, IPv4 first; none for a version that has no addresses. */
export function addressSets<Made = never>({ addresses, madeByAws = [], until, description }: Addresses<Made>): AddressSet<Made>[] {
  const of = (version: IpVersion, chosen: readonly (string | Made)[]): AddressSet<Made>[] =>
    chosen.length > 0 ? [{ version, addresses: [...chosen], description: plain(description), until }] : [];
  const isV6 = (block: string) => block.includes(":");
  const sorted = [...addresses].sort();
  return [...of("ipv4", [...sorted.filter((block) => !isV6(block)), ...madeByAws]), ...of("ipv6", sorted.filter(isV6))];
}

/** WAF's descriptions hold letters, digits and a few signs (API_CreateIPSet: ^[\w+=:#@/\-,\.][\w+=:#@/\-,\.\s]+[\w+=:#@/\-,\.]$). */
export const plain = (text: string): string =>
  text
    .replace(/[^\w+=:#@/\-,.\s]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 256)
    .trim();
