import { describe, expect, test } from "@jest/globals";
import { type AclRule, aclRules } from "../../../components/network/acls.ts";
import { planSubnets, type Tier, tiers } from "../../../components/network/plan.ts";
import { zones } from "../registrations.ts";
import { addressIn, admits, type Packet } from "./packets.ts";

const mail = 587;
const subnets = planSubnets("10.20.0.0/16", zones);
const acls = Object.fromEntries(tiers.map((tier) => [tier, aclRules(tier, subnets, { internetPorts: [443, mail], edgePorts: [443] })]));

/** An address of a tier in the zone of that number. */
function address(tier: Tier, zone = 1): string {
  return addressIn(subnets.find(({ name }) => name === `${tier}-${zone}`)?.cidr ?? "");
}

const shopper = "203.0.113.7";
const shopperV6 = "2001:db8::7";
const host = "198.51.100.9";
const [alb, nat, firewall] = [address("public"), address("egress"), address("firewall")];
const [node, otherNode] = [address("application"), address("application", 2)];
const [data, otherData] = [address("data"), address("data", 2)];

/** One border that a packet crosses: whose ACL is asked, which way, the other side's address, the port it is sent to. */
type Hop = readonly [Tier, Packet["direction"], string, Packet["port"]];

const passes = ([tier, direction, other, port]: Hop) => admits(acls[tier] ?? [], { direction, address: other, port });

/** From one tier to another, past both ACLs. */
function between([from, sender]: readonly [Tier, string], [to, receiver]: readonly [Tier, string], port: Packet["port"]): Hop[] {
  return [
    [from, "egress", receiver, port],
    [to, "ingress", sender, port],
  ];
}

/** The ports that a caller's packets come from: the first and last that it uses. */
const loadBalancerPorts = [1024, 65535];
/** Of nodes (32768-60999, net.ipv4.ip_local_port_range) and of the functions beside them (1024-65535, VPC guide, "Ephemeral ports"). */
const callerPorts = [1024, 32768, 60999, 65535];
const natPorts = [1024, 3388, 3390, 65535];

const both = (ports: readonly number[], reply: (port: number) => Hop[]) => ports.flatMap(reply);

describe("network ACLs let through, request and reply", () => {
  const throughFirewall = (port: number): Hop[] => [
    ...between(["application", node], ["firewall", host], port).slice(0, 1),
    ["firewall", "ingress", node, port],
    ["firewall", "egress", host, port],
    ["egress", "ingress", node, port],
    ["egress", "egress", host, port],
    ...both(natPorts, (from): Hop[] => [["egress", "ingress", host, from]]),
    ...both(callerPorts, (from): Hop[] => [
      ["egress", "egress", node, from],
      ["firewall", "ingress", host, from],
      ["firewall", "egress", node, from],
      ["application", "ingress", host, from],
    ]),
  ];
  const throughNat = (port: number) => throughFirewall(port).filter(([tier]) => tier !== "firewall");
  const dataCall = (port: number): Hop[] => [
    ...between(["application", node], ["data", otherData], port),
    ...both(callerPorts, (from) => between(["data", otherData], ["application", node], from)),
  ];
  const shop = (address: string, port: number): Hop[] => [
    ["public", "ingress", address, port],
    ...both([1024, 65535], (from): Hop[] => [["public", "egress", address, from]]),
  ];

  test.each<readonly [string, readonly Hop[]]>([
    ["a shopper's HTTPS", shop(shopper, 443)],
    ["a shopper's HTTP, to be redirected", shop(shopper, 80)],
    ["a shopper's HTTPS by IPv6", shop(shopperV6, 443)],
    ["a shopper's HTTP by IPv6", shop(shopperV6, 80)],
    [
      "the load balancer's requests and health checks in its own and another zone",
      [node, otherNode].flatMap((receiver) => [
        ...between(["public", alb], ["application", receiver], 443),
        ...both(loadBalancerPorts, (from) => between(["application", receiver], ["public", alb], from)),
      ]),
    ],
    ["a node's call of an allowed host by NAT", throughNat(443)],
    ["a node's mail by NAT", throughNat(mail)],
    ["a node's call of an allowed host by firewall and NAT", throughFirewall(443)],
    ["a node's mail by firewall and NAT", throughFirewall(mail)],
    ["a node's queries of the database", dataCall(3306)],
    ["a node's commands to the cache", dataCall(6379)],
    ["a node's files", dataCall(2049)],
    [
      "a node's call of an interface endpoint in another zone",
      [
        ...between(["application", node], ["application", otherNode], 443),
        ...both(callerPorts, (from) => between(["application", otherNode], ["application", node], from)),
      ],
    ],
    ["a replica's copy of its primary", between(["data", data], ["data", otherData], 6379)],
    ["a replica's copy, the reply", both([1024, 65535], (from) => between(["data", otherData], ["data", data], from))],
    [
      "path MTU messages wherever the internet is called or calls",
      (["public", "egress", "firewall", "application"] as const).flatMap((tier): Hop[] => [
        [tier, "ingress", host, "path-mtu"],
        [tier, "egress", host, "path-mtu"],
      ]),
    ],
    ["path MTU messages to the load balancer by IPv6", [["public", "ingress", shopperV6, "path-mtu"]]],
  ])("%s", (_what, hops) => {
    expect(hops.filter((hop) => !passes(hop))).toEqual([]);
  });
});

describe("network ACLs stop", () => {
  const everyPort = [22, 25, 80, 443, mail, 1024, 2049, 3306, 3389, 5432, 6379, 8080, 32768, 60999, 65535];
  const outside = [shopper, shopperV6, host];

  test("the internet before the data tier, on every port and both ways", () => {
    const hops = outside.flatMap((other) =>
      everyPort.flatMap((port): Hop[] => [
        ["data", "ingress", other, port],
        ["data", "egress", other, port],
      ]),
    );
    expect(hops.filter(passes)).toEqual([]);
  });

  test("the internet before the application tier, but for replies to the ports that nodes and functions call from", () => {
    const admitted = everyPort.filter((port) => outside.some((other) => passes(["application", "ingress", other, port])));
    expect(admitted).toEqual(everyPort.filter((port) => port >= 1024 && port !== 3389));
  });

  test("the data tier before everything but itself and the nodes", () => {
    const others = [alb, nat, firewall, ...outside];
    expect(others.flatMap((other) => everyPort.map((port): Hop => ["data", "egress", other, port])).filter(passes)).toEqual([]);
    expect(others.flatMap((other) => everyPort.map((port): Hop => ["data", "ingress", other, port])).filter(passes)).toEqual([]);
  });

  test("the data tier before calls of its own to nodes: only ports above 1023 are open, for replies", () => {
    const open = everyPort.filter((port) => passes(["data", "egress", node, port]) && passes(["application", "ingress", data, port]));
    expect(open).toEqual(everyPort.filter((port) => port >= 1024 && port !== 3389));
  });

  test.each([22, 3389])("port %d from the internet, in every tier", (port) => {
    const hops = tiers.flatMap((tier) => outside.map((other): Hop => [tier, "ingress", other, port]));
    expect(hops.filter(passes)).toEqual([]);
    const wide = tiers.flatMap((tier) => (acls[tier] ?? []).filter((rule) => covers(rule, port)));
    expect(wide).toEqual([]);
  });

  test.each([3306, 6379, 2049, 443])("the load balancer before the data tier on port %d", (port) => {
    expect(between(["public", alb], ["data", data], port).every(passes)).toBe(false);
  });

  test("nodes before the internet on every port but HTTPS and mail", () => {
    const open = everyPort.filter((port) => [...between(["application", node], ["egress", host], port).slice(0, 1)].every(passes));
    expect(open).toEqual([443, mail]);
    expect(everyPort.filter((port) => passes(["egress", "ingress", node, port]) && passes(["egress", "egress", host, port]))).toEqual([
      443,
      mail,
    ]);
  });

  test("mail on a port that the settings do not name", () => {
    const rules = aclRules("application", subnets, { internetPorts: [443, 465], edgePorts: [] });
    expect([465, 587].map((port) => admits(rules, { direction: "egress", address: host, port }))).toEqual([true, false]);
  });
});

test("every tier has at most 20 entries each way, AWS's default quota, with three zones and with and without a firewall's subnets", () => {
  for (const plan of [subnets, subnets.filter(({ tier }) => tier !== "firewall")])
    for (const tier of tiers)
      for (const direction of ["ingress", "egress"] as const)
        expect(
          aclRules(tier, plan, { internetPorts: [443, mail], edgePorts: [443] }).filter((rule) => rule.direction === direction).length,
        ).toBeLessThanOrEqual(20);
});

test("every tier's own rules name blocks of this network or the whole internet, nothing between", () => {
  const known = [...subnets.map(({ cidr }) => cidr), "0.0.0.0/0", "::/0"];
  const strange = tiers.flatMap((tier) => acls[tier] ?? []).filter(({ cidr }) => !known.includes(cidr));
  expect(strange).toEqual([]);
});

/** Whether a rule lets the whole internet in on a port. */
function covers({ direction, cidr, ports }: AclRule, port: number): boolean {
  return direction === "ingress" && cidr.endsWith("/0") && ports !== "path-mtu" && ports[0] <= port && port <= ports[1];
}
