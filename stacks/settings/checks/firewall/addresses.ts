import ipaddr from "ipaddr.js";
import { fault } from "../../faults.ts";
import type { StoreSettings } from "../../resolve/store.ts";
import { holds } from "../../schema/firewall-fields.ts";

/** The first and the last address of a block. */
type Range = readonly [first: bigint, last: bigint];

/** Ranges that the five regional registries assign (iana.org, IPv6 Global Unicast Address Assignments). */
const inUse = {
  IPv4: ["0.0.0.0/0"],
  IPv6: ["2001::/16", "2400::/12", "2600::/12", "2800::/12", "2a00::/12", "2c00::/12"],
} as const;

/** No list of attackers is as long. */
const MAX_SHARE = 1 / 8;

/** Lists of addresses that refuse a part of the internet, or who is at work. */
export function addressFaults({ blockedAddresses, admin }: StoreSettings["firewall"]): string[] {
  const [ipv4, ipv6] = [false, true].map((six) => merged(blockedAddresses.filter((block) => block.includes(":") === six).map(rangeOf)));
  const blockedFor = (block: string) => (block.includes(":") ? ipv6 : ipv4) ?? [];
  const wide = (["IPv4", "IPv6"] as const).flatMap((kind) => {
    const shares = inUse[kind].map((block) => shareOf(rangeOf(block), blockedFor(block)));
    const share = shares.reduce((sum, one) => sum + one, 0) / shares.length;
    const expected = `at most an eighth of the internet: these block ${Math.floor(share * 100)} % of all ${kind} addresses`;
    return share > MAX_SHARE ? [fault("firewall.blockedAddresses", blockedAddresses, expected)] : [];
  });
  const staff = (admin.addresses ?? []).flatMap((block, i) =>
    // One block that holds all of another is said with its name (checks/firewall.ts).
    shareOf(rangeOf(block), blockedFor(block)) === 1 && !blockedAddresses.some((outer) => holds(outer, block))
      ? [fault(`firewall.admin.addresses[${i}]`, block, "addresses that the blocks of firewall.blockedAddresses together do not block")]
      : [],
  );
  return [...wide, ...staff];
}

/** Part of a range that others have, from 0 to 1; they do not overlap. */
function shareOf([first, last]: Range, others: readonly Range[]): number {
  const held = others.reduce((sum, [low, high]) => {
    const [from, to] = [low > first ? low : first, high < last ? high : last];
    return from > to ? sum : sum + (to - from + 1n);
  }, 0n);
  return Number((held * 1_000_000n) / (last - first + 1n)) / 1_000_000;
}

/** Ranges that have the same addresses, and do not overlap. */
function merged(ranges: readonly Range[]): Range[] {
  const result: [bigint, bigint][] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const before = result.at(-1);
    if (before === undefined || first > before[1]) result.push([first, last]);
    else if (last > before[1]) before[1] = last;
  }
  return result;
}

function rangeOf(block: string): Range {
  const [address, bits] = ipaddr.parseCIDR(block);
  const bytes = address.toByteArray();
  const size = 1n << BigInt(bytes.length * 8 - bits);
  const first = (bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) / size) * size;
  return [first, first + size - 1n];
}
