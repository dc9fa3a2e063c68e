import ipaddr from "ipaddr.js";

type Block = ReturnType<typeof ipaddr.parseCIDR>;

// The same few blocks are asked for thousands of times.
const blocks = new Map<string, Block>();

function block(cidr: string): Block {
  const parsed = blocks.get(cidr) ?? ipaddr.parseCIDR(cidr);
  blocks.set(cidr, parsed);
  return parsed;
}

const addresses = new Map<string, ReturnType<typeof ipaddr.parse>>();

function parsed(address: string): ReturnType<typeof ipaddr.parse> {
  const known = addresses.get(address) ?? ipaddr.parse(address);
  addresses.set(address, known);
  return known;
}

/** Whether an address, IPv4 or IPv6, is in a block of the same kind. */
export function inBlock(address: string, cidr: string): boolean {
  const [of, [base, length]] = [parsed(address), block(cidr)];
  return of.kind() === base.kind() && of.match([base, length]);
}

/** How many bits a block fixes: the more, the more specific is a route to it. */
export const prefixLength = (cidr: string): number => block(cidr)[1];

/** The `index`-th address of an IPv4 block. */
export function addressIn(cidr: string, index: number): string {
  const octets = block(cidr)[0].toByteArray();
  const number = octets.reduce((sum, octet) => sum * 256 + octet, 0) + index;
  return [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
}

/** Whether an address is of IPv6. */
export const isV6 = (address: string): boolean => address.includes(":");
