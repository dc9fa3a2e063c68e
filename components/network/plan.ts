import ipaddr from "ipaddr.js";

/** The purpose of a subnet. `public` holds the load balancer, `egress` NAT, `firewall` AWS Network Firewall's endpoints. */
export type Tier = "public" | "egress" | "application" | "data" | "firewall";

/** One subnet of one zone. */
export interface PlannedSubnet {
  /** `<tier>-<zone number>`, the number counting from 1. */
  readonly name: string;
  readonly tier: Tier;
  /** Zone id, such as `use1-az1`. */
  readonly zoneId: string;
  /** Position of the zone in the plan, from 0. */
  readonly zone: number;
  readonly cidr: string;
}

/** An IPv4 block as a first address, as a number, and a prefix length. */
interface Block {
  readonly start: number;
  readonly prefix: number;
}

/*
 * A zone's quarter of the VPC, cut from its start: half for nodes, a quarter for data, an eighth for the load balancer,
 * and two small blocks from the last eighth. The fourth quarter stays free. Since no cut depends on how many zones there
 * are, a third zone moves nothing, and since NAT and firewall have subnets of their own, switching a firewall on moves
 * nothing either.
 */
const cuts: readonly { readonly tier: Tier; readonly longer: number | "/28"; readonly at: number }[] = [
  { tier: "application", longer: 1, at: 0 },
  { tier: "data", longer: 2, at: 1 / 2 },
  { tier: "public", longer: 3, at: 3 / 4 },
  { tier: "egress", longer: "/28", at: 7 / 8 },
  { tier: "firewall", longer: "/28", at: 15 / 16 },
];

/** The tiers in the order in which they are created. */
export const tiers: readonly Tier[] = ["public", "egress", "application", "data", "firewall"];

/** Cuts a VPC's block, /16 to /20, into each tier's subnets over up to three zones. */
export function planSubnets(cidr: string, zoneIds: readonly string[]): PlannedSubnet[] {
  const vpc = parse(cidr);
  if (vpc.prefix < 16 || vpc.prefix > 20) throw new RangeError(`network.cidr: got ${cidr}, expected a block from /16 to /20`);
  if (zoneIds.length > 3) throw new RangeError(`network.zones: got ${zoneIds.length}, expected at most 3`);
  return tiers.flatMap((tier) =>
    zoneIds.map((zoneId, zone) => ({ name: `${tier}-${zone + 1}`, tier, zoneId, zone, cidr: text(cut(quarter(vpc, zone), tier)) })),
  );
}

/** The /64 at `index`, from 0, of a VPC's /56 IPv6 block: `2600:1f18:aa:b02::/64` is at 2 of `2600:1f18:aa:b00::/56`. */
export function ipv6Subnet(vpcBlock: string, index: number): string {
  const [address, prefix] = ipaddr.IPv6.parseCIDR(vpcBlock);
  if (prefix !== 56) throw new RangeError(`the VPC's IPv6 block: got ${vpcBlock}, expected a /56`);
  const parts = [...address.parts];
  parts[3] = (parts[3] ?? 0) + index;
  return `${new ipaddr.IPv6(parts).toString()}/64`;
}

/** The address of a VPC's DNS resolver: the block's third (docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html). */
export function resolverAddress(cidr: string): string {
  return dotted(parse(cidr).start + 2);
}

const quarter = ({ start, prefix }: Block, index: number): Block => ({ start: start + index * 2 ** (30 - prefix), prefix: prefix + 2 });

function cut(zone: Block, tier: Tier): Block {
  const { longer, at } = cuts.find((c) => c.tier === tier) ?? unknownTier(tier);
  return { start: zone.start + at * 2 ** (32 - zone.prefix), prefix: longer === "/28" ? 28 : zone.prefix + longer };
}

function unknownTier(tier: Tier): never {
  throw new Error(`no cut for the tier ${tier}`);
}

function parse(cidr: string): Block {
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
  return { start: address.octets.reduce((number, octet) => number * 256 + octet, 0), prefix };
}

const text = ({ start, prefix }: Block) => `${dotted(start)}/${prefix}`;
const dotted = (number: number) => [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");
