import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import ipaddr from "ipaddr.js";
import { ipv6Subnet, type PlannedSubnet, planSubnets, resolverAddress, type Tier, tiers } from "../../../components/network/plan.ts";
import { zones } from "../registrations.ts";

/** Private ranges, each as its first address and prefix length. */
const privateRanges = [
  { start: 0x0a000000, prefix: 8 },
  { start: 0xac100000, prefix: 12 },
  { start: 0xc0a80000, prefix: 16 },
] as const;

const dotted = (number: number) => [24, 16, 8, 0].map((bits) => Math.floor(number / 2 ** bits) % 256).join(".");

/** A private block from /16 to /20, on its own boundary. */
const vpcBlock = fc
  .record({ range: fc.constantFrom(...privateRanges), prefix: fc.integer({ min: 16, max: 20 }), at: fc.nat() })
  .map(({ range, prefix, at }) => `${dotted(range.start + (at % 2 ** (prefix - range.prefix)) * 2 ** (32 - prefix))}/${prefix}`);
const zoneIds = fc.constantFrom<readonly string[]>(zones.slice(0, 2), zones);

/** First and last address of a block. */
function span(cidr: string): [number, number] {
  const [address, prefix] = ipaddr.IPv4.parseCIDR(cidr);
  const first = address.octets.reduce((number, octet) => number * 256 + octet, 0);
  return [first, first + 2 ** (32 - prefix) - 1];
}
const size = (cidr: string) => span(cidr)[1] - span(cidr)[0] + 1;

/** `holds` for the plan of every block, with two and with three zones. */
function everyPlan(holds: (subnets: readonly PlannedSubnet[], cidr: string, zones: readonly string[]) => void) {
  fc.assert(fc.property(vpcBlock, zoneIds, (cidr, ids) => holds(planSubnets(cidr, ids), cidr, ids)));
}

describe("planSubnets, for every private block from /16 to /20 over two or three zones", () => {
  test("no two subnets overlap", () => {
    everyPlan((subnets) => {
      const spans = subnets.map(({ cidr }) => span(cidr)).sort(([a], [b]) => a - b);
      spans.forEach(([first], i) => {
        expect(first).toBeGreaterThan(spans[i - 1]?.[1] ?? -1);
      });
    });
  });

  test("every subnet lies inside the VPC and begins on its own boundary", () => {
    everyPlan((subnets, vpc) => {
      const [first, last] = span(vpc);
      for (const { cidr } of subnets) {
        expect(span(cidr)[0]).toBeGreaterThanOrEqual(first);
        expect(span(cidr)[1]).toBeLessThanOrEqual(last);
        expect(span(cidr)[0] % size(cidr)).toBe(0);
      }
    });
  });

  test("every tier has one subnet in each zone, named after both", () => {
    everyPlan((subnets, _vpc, ids) => {
      const expected = tiers.flatMap((tier) => ids.map((zoneId, zone) => ({ name: `${tier}-${zone + 1}`, tier, zoneId, zone })));
      expect(subnets.map(({ cidr, ...rest }) => rest)).toEqual(expected);
    });
  });

  test("a third zone changes no subnet of the first two", () => {
    fc.assert(
      fc.property(vpcBlock, (cidr) => {
        const three = planSubnets(cidr, zones).filter(({ zone }) => zone < 2);
        expect(three).toEqual(planSubnets(cidr, zones.slice(0, 2)));
      }),
    );
  });

  test("subnets have what AWS asks for: /28 for any, /27 and eight free addresses for a load balancer, more for nodes and data", () => {
    const leastAddresses: Record<Tier, number> = { public: 32, egress: 16, application: 256, data: 128, firewall: 16 };
    everyPlan((subnets) => {
      // AWS keeps five addresses of each subnet.
      for (const { tier, cidr } of subnets) expect(size(cidr)).toBeGreaterThanOrEqual(leastAddresses[tier]);
      for (const { tier, cidr } of subnets) if (tier === "public") expect(size(cidr) - 5).toBeGreaterThanOrEqual(8);
      for (const { cidr } of subnets) expect(size(cidr)).toBeLessThanOrEqual(2 ** 16);
    });
  });

  test("a quarter of the block stays free", () => {
    everyPlan((subnets, vpc) => {
      const free = span(vpc)[0] + (size(vpc) * 3) / 4;
      for (const { cidr } of subnets) expect(span(cidr)[1]).toBeLessThan(free);
    });
  });

  test("the resolver is the block's third address", () => {
    fc.assert(fc.property(vpcBlock, (cidr) => expect(span(`${resolverAddress(cidr)}/32`)[0]).toBe(span(cidr)[0] + 2)));
  });
});

describe("planSubnets by example", () => {
  const table = (cidr: string, count: number) =>
    Object.fromEntries(planSubnets(cidr, zones.slice(0, count)).map((subnet) => [subnet.name, subnet.cidr]));

  test("10.20.0.0/16 over three zones", () => {
    expect(table("10.20.0.0/16", 3)).toEqual({
      "public-1": "10.20.48.0/21",
      "public-2": "10.20.112.0/21",
      "public-3": "10.20.176.0/21",
      "egress-1": "10.20.56.0/28",
      "egress-2": "10.20.120.0/28",
      "egress-3": "10.20.184.0/28",
      "application-1": "10.20.0.0/19",
      "application-2": "10.20.64.0/19",
      "application-3": "10.20.128.0/19",
      "data-1": "10.20.32.0/20",
      "data-2": "10.20.96.0/20",
      "data-3": "10.20.160.0/20",
      "firewall-1": "10.20.60.0/28",
      "firewall-2": "10.20.124.0/28",
      "firewall-3": "10.20.188.0/28",
    });
  });

  test("10.22.0.0/20 over two zones", () => {
    expect(table("10.22.0.0/20", 2)).toEqual({
      "public-1": "10.22.3.0/25",
      "public-2": "10.22.7.0/25",
      "egress-1": "10.22.3.128/28",
      "egress-2": "10.22.7.128/28",
      "application-1": "10.22.0.0/23",
      "application-2": "10.22.4.0/23",
      "data-1": "10.22.2.0/24",
      "data-2": "10.22.6.0/24",
      "firewall-1": "10.22.3.192/28",
      "firewall-2": "10.22.7.192/28",
    });
  });

  test.each([
    ["10.20.0.0/15", "network.cidr: got 10.20.0.0/15, expected a block from /16 to /20"],
    ["10.20.0.0/21", "network.cidr: got 10.20.0.0/21, expected a block from /16 to /20"],
  ])("%s is refused with a sentence", (cidr, message) => {
    expect(() => planSubnets(cidr, zones)).toThrow(new RangeError(message));
  });

  test("a fourth zone is refused with a sentence", () => {
    expect(() => planSubnets("10.20.0.0/16", [...zones, "euc1-az4"])).toThrow(new RangeError("network.zones: got 4, expected at most 3"));
  });
});

describe("ipv6Subnet", () => {
  /** A /56 as AWS gives it out. */
  const vpcV6 = fc
    .tuple(...Array.from({ length: 3 }, () => fc.integer({ min: 0, max: 0xffff })), fc.integer({ min: 0, max: 0xff }))
    .map(([a, b, c, d]) => `${new ipaddr.IPv6([0x2000 + (Number(a) % 0x1000), Number(b), Number(c), Number(d) * 256, 0, 0, 0, 0])}/56`);

  test("every subnet is a /64 inside the VPC's /56, and no two are the same", () => {
    fc.assert(
      fc.property(vpcV6, (block) => {
        const subnets = zones.map((_, index) => ipv6Subnet(block, index));
        for (const subnet of subnets) {
          const [address, prefix] = ipaddr.IPv6.parseCIDR(subnet);
          expect(prefix).toBe(64);
          expect(address.match(ipaddr.IPv6.parseCIDR(block))).toBe(true);
          expect(address.parts.slice(4)).toEqual([0, 0, 0, 0]);
        }
        expect(new Set(subnets).size).toBe(zones.length);
      }),
    );
  });

  test("the third of 2600:1f18:aa:b00::/56 is 2600:1f18:aa:b02::/64", () => {
    expect(ipv6Subnet("2600:1f18:aa:b00::/56", 2)).toBe("2600:1f18:aa:b02::/64");
  });

  test("a block that is no /56 is refused with a sentence", () => {
    expect(() => ipv6Subnet("2600:1f18:aa::/48", 0)).toThrow(new RangeError("the VPC's IPv6 block: got 2600:1f18:aa::/48, expected a /56"));
  });
});
