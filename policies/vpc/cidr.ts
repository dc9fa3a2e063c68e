import ipaddr from "ipaddr.js";

type Block = ReturnType<typeof ipaddr.parseCIDR>;

function parse(cidr: string): Block | undefined {
  try {
    return ipaddr.parseCIDR(cidr);
  } catch {
    return undefined;
  }
}

/** Whether a block is the internet or so large a part of it (two halves are the whole) that it names nobody. */
export function isInternet(cidr: string): boolean {
  const block = parse(cidr);
  return block !== undefined && block[1] < (block[0].kind() === "ipv4" ? 8 : 16);
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
