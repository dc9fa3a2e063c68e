import ipaddr from "ipaddr.js";
import type { IpVersion } from "../../domain/defaults/login-guard.ts";

/** The unit of counting and blocking: an IPv4 address, or the IPv6 network of one subscriber. */
export interface Subject {
  readonly version: IpVersion;
  /** Written as WAF stores it: `203.0.113.7/32`, `2001:db8:1:2:0:0:0:0/64`. */
  readonly cidr: string;
}

/** A subscriber gets a /64 at least, and picks addresses in it at will (RFC 6177). */
const SUBSCRIBER_PREFIX = 64;

/** The subject that an address belongs to. IPv4 inside IPv6 (`::ffff:203.0.113.7`) is IPv4. Throws for text that is no address. */
export function subjectOf(address: string): Subject {
  const parsed = ipaddr.process(address);
  if (parsed.kind() === "ipv4") return { version: "ipv4", cidr: `${parsed}/32` };
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed}/${SUBSCRIBER_PREFIX}`);
  return { version: "ipv6", cidr: `${network.toNormalizedString()}/${SUBSCRIBER_PREFIX}` };
}

/** Kinds of address that no client of the internet has: a block of one would only hide that the node logs the wrong address. */
const inside = ["private", "loopback", "linkLocal", "uniqueLocal", "unspecified", "multicast", "broadcast", "carrierGradeNat"];

/** Whether a subject is an address of the internet. */
export const isOutside = ({ cidr }: Subject): boolean => !inside.includes(ipaddr.parseCIDR(cidr)[0].range());

/** Whether a subject has an address in common with one of the ranges (CIDR); one in a /64 speaks for all of it. */
export function touches({ cidr }: Subject, ranges: readonly string[]): boolean {
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  return ranges.some((range) => {
    const [other, length] = ipaddr.parseCIDR(range);
    return other.kind() === address.kind() && address.match(other, Math.min(prefix, length));
  });
}
