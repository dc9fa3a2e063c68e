import ipaddr from "ipaddr.js";
import type { AclRule } from "../../../components/network/acls.ts";

/** A packet at the border of a tier: `address` is the other side's, `port` the one that it is sent to. */
export interface Packet {
  readonly direction: AclRule["direction"];
  readonly address: string;
  readonly port: number | "path-mtu";
}

/** Whether an ACL that admits `rules` and nothing else lets a packet through; it knows no connections. */
export function admits(rules: readonly AclRule[], { direction, address, port }: Packet): boolean {
  return rules.some((rule) => rule.direction === direction && inBlock(address, rule.cidr) && portMatches(rule.ports, port));
}

function portMatches(ports: AclRule["ports"], port: Packet["port"]): boolean {
  if (ports === "path-mtu" || port === "path-mtu") return ports === port;
  return port >= ports[0] && port <= ports[1];
}

/** Whether an address, IPv4 or IPv6, is in a block of the same kind. */
export function inBlock(address: string, cidr: string): boolean {
  const parsed = ipaddr.parse(address);
  const [block, prefix] = ipaddr.parseCIDR(cidr);
  return parsed.kind() === block.kind() && parsed.match([block, prefix]);
}

/** The `index`-th address of an IPv4 block. */
export function addressIn(cidr: string, index = 10): string {
  const [block] = ipaddr.IPv4.parseCIDR(cidr);
  const number = block.octets.reduce((sum, octet) => sum * 256 + octet, 0) + index;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}
