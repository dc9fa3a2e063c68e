import ipaddr from "ipaddr.js";
import { kept } from "../kept.ts";

type Block = ReturnType<typeof ipaddr.parseCIDR>;

// The same few addresses and blocks are asked for thousands of times.
const blocks = new Map<string, Block>();
const answers = new Map<string, Map<string, boolean>>();

const block = (cidr: string): Block => kept(blocks, cidr, () => ipaddr.parseCIDR(cidr));

/** Whether an address, IPv4 or IPv6, is in a block of the same kind. */
export const inBlock = (address: string, cidr: string): boolean =>
  kept(
    kept(answers, cidr, () => new Map()),
    address,
    () => isIn(address, block(cidr)),
  );

function isIn(address: string, [base, length]: Block): boolean {
  const parsed = ipaddr.parse(address);
  return parsed.kind() === base.kind() && parsed.match([base, length]);
}

/** Number of bits that a block fixes: the more, the more specific is a route to it. */
export const prefixLength = (cidr: string): number => block(cidr)[1];

/** The `index`-th address of an IPv4 block. */
export function addressIn(cidr: string, index: number): string {
  const octets = block(cidr)[0].toByteArray();
  const number = octets.reduce((sum, octet) => sum * 256 + octet, 0) + index;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}

/** Whether an address is of IPv6. */
export const isV6 = (address: string): boolean => address.includes(":");
