import ipaddr from "ipaddr.js";

type Block = ReturnType<typeof ipaddr.parseCIDR>;

function parse(cidr: string): Block | undefined {
  try {
    return ipaddr.parseCIDR(cidr);
  } catch {
    return undefined;
  }
}

/** Minimum prefix length of a block that names a network. Larger blocks, such as one half of the internet, count as the internet. */
const minBits = { ipv4: 8, ipv6: 16 } as const;

/** Whether a block is the internet, or too large a part of it to name a network. */
export function isInternet(cidr: string): boolean {
  const block = parse(cidr);
  return block !== undefined && block[1] < minBits[block[0].kind()];
}

/** The blocks that are the internet, one alone or several that make up so much of it. */
export function internetOf(cidrs: readonly string[]): readonly string[] {
  const alone = cidrs.filter(isInternet);
  if (alone.length > 0) return alone;
  const open = [...new Set(cidrs)].filter((cidr) => !isPrivate(cidr));
  return (["ipv4", "ipv6"] as const).flatMap((kind) => {
    const blocks = open.flatMap((cidr) => {
      const block = parse(cidr);
      return block?.[0].kind() === kind ? [{ cidr, share: 2 ** -block[1] }] : [];
    });
    return blocks.reduce((sum, { share }) => sum + share, 0) > 2 ** -minBits[kind] ? blocks.map(({ cidr }) => cidr) : [];
  });
}

/** Whether blocks hold all of another one, one alone or together: two halves are the whole. */
export function cover(cidrs: readonly string[], whole: string): boolean {
  if (cidrs.some((cidr) => contains(cidr, whole))) return true;
  const inside = cidrs.filter((cidr) => contains(whole, cidr));
  const halves = inside.length > 1 ? halvesOf(whole) : undefined;
  return halves?.every((half) => cover(inside, half)) ?? false;
}

function halvesOf(whole: string): string[] | undefined {
  const block = parse(whole);
  if (!block) return undefined;
  const [address, bits] = block;
  const bytes = address.toByteArray();
  const upper = bytes.map((byte, i) => (i === Math.floor(bits / 8) ? byte | (128 >> (bits % 8)) : byte));
  return [bytes, upper].map((half) => `${ipaddr.fromByteArray(half).toString()}/${bits + 1}`);
}

/** Whether a block holds addresses that routers of the internet do not carry: a VPC's own, for example. */
export function isPrivate(cidr: string): boolean {
  const block = parse(cidr);
  if (!block || isInternet(cidr)) return false;
  return ["private", "uniqueLocal", "linkLocal", "loopback", "carrierGradeNat"].includes(block[0].range());
}

/** Whether all of `inner` lies within `outer`. */
export function contains(outer: string, inner: string): boolean {
  const [large, small] = [parse(outer), parse(inner)];
  if (!large || !small || large[0].kind() !== small[0].kind()) return false;
  return small[1] >= large[1] && small[0].match(large[0], large[1]);
}
