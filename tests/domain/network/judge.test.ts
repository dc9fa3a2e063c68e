import { describe, expect, test } from "@jest/globals";
import type { Conversation, End } from "../../../domain/network/conversation.ts";
import { callers, judge } from "../../../domain/network/judge.ts";
import type { AclEntry, Direction, GroupRule, Network, Range, Route, Subnet } from "../../../domain/network/network.ts";

// Two private subnets, a public one with NAT, one with a firewall's endpoint: the smallest network that has every kind of border.
const anywhere = "0.0.0.0/0";

const entry = (direction: Direction, ports: Range, cidr: string = anywhere, more: Partial<AclEntry> = {}): AclEntry => ({
  id: `${direction} ${ports} ${cidr}`,
  direction,
  allows: true,
  protocol: "tcp",
  ports,
  cidr,
  ...more,
});
const open: AclEntry[] = (["ingress", "egress"] as const).flatMap((direction) =>
  [anywhere, "::/0"].map((cidr) => entry(direction, [0, 65535], cidr, { protocol: "-1" })),
);
const route = (cidr: string, target: Route["target"]): Route => ({ id: `to ${cidr}`, destination: { cidr }, target });
const byNat = route(anywhere, { to: "NAT", subnet: "public" });
const byGateway = route(anywhere, { to: "internet" });
const subnet = (id: string, cidr: string, routes: readonly Route[] = [], entries: readonly AclEntry[] = open): Subnet => ({
  id,
  name: id,
  cidr,
  acl: { name: `acl-${id}`, entries },
  routes,
});
const rule = (direction: Direction, group: string, port: number, other: GroupRule["other"]): GroupRule => ({
  id: `${group} ${direction} ${port}`,
  group,
  direction,
  protocol: "tcp",
  ports: [port, port],
  other,
});
const rules: GroupRule[] = [
  rule("egress", "app", 3306, { group: "data" }),
  rule("ingress", "data", 3306, { group: "app" }),
  rule("egress", "app", 443, { cidr: anywhere }),
  rule("ingress", "edge", 443, { cidr: anywhere }),
];
const [app, data, out] = ["10.0.1.0/24", "10.0.2.0/24", "10.0.3.0/24"];
const network = (change: Partial<Network> = {}): Network => ({
  cidr: "10.0.0.0/16",
  subnets: [subnet("app", app, [byNat]), subnet("data", data), subnet("public", out, [byGateway])],
  rules,
  endpoints: [],
  ...change,
});
const withSubnets = (...subnets: readonly Subnet[]): Network => network({ subnets });

const inside = (name: string, id: string, address: string): End => ({ name, address, subnet: id, groups: [name], isPublic: false });
const lambda = inside("app", "app", "10.0.1.10");
const database = inside("data", "data", "10.0.2.10");
const edge: End = { ...inside("edge", "public", "10.0.3.10"), isPublic: true };
const host: End = { name: "host", address: "203.0.113.10", isPublic: true };
const talk = (from: End, to: End, port: number, more: Partial<Conversation> = {}): Conversation => ({
  from,
  to,
  port,
  sourcePorts: callers.any,
  protocol: "tcp",
  ...more,
});
const said = (of: Network, conversation: Conversation): string => {
  const refusal = judge(of, conversation);
  return refusal ? `${refusal.by}: ${refusal.what}` : "held";
};

describe("security groups", () => {
  test("both ends must let a connection through, and its replies come back by themselves", () => {
    expect(said(network(), talk(lambda, database, 3306))).toBe("held");
    expect(said(network(), talk(lambda, database, 3307))).toBe("security group of app, out: tcp 3307 to data");
    expect(said(network({ rules: rules.filter(({ group }) => group !== "data") }), talk(lambda, database, 3306))).toBe(
      "security group of data, in: tcp 3306 from app",
    );
  });

  test("a rule on TCP admits no UDP", () => {
    expect(said(network(), talk(lambda, database, 3306, { protocol: "udp" }))).toBe("security group of app, out: udp 3306 to data");
  });

  test("no one filters the clock, the resolver and an instance's own description", () => {
    expect(said(network(), talk(lambda, { name: "clock", address: "169.254.169.123", isPublic: true }, 123, { protocol: "udp" }))).toBe(
      "held",
    );
  });
});

describe("network ACLs", () => {
  const replies = (...ranges: readonly Range[]) => [entry("egress", [0, 65535]), ...ranges.map((range) => entry("ingress", range))];
  const guarded = (entries: readonly AclEntry[]) => withSubnets(subnet("app", app, [byNat], entries), subnet("data", data));

  test("know no connection: replies need every port that the caller may use", () => {
    expect(said(guarded(replies([32768, 60999])), talk(lambda, database, 3306))).toBe(
      "network ACL acl-app, in: replies to app on ports 1024-3388",
    );
    expect(said(guarded(replies([32768, 60999])), talk(lambda, database, 3306, { sourcePorts: callers.node }))).toBe("held");
    expect(said(guarded(replies([1024, 3388], [3390, 65535])), talk(lambda, database, 3306))).toBe("held");
    expect(said(guarded(replies([1024, 40000], [40002, 65535])), talk(lambda, database, 3306))).toBe(
      "network ACL acl-app, in: replies to app on port 40001",
    );
  });

  test("are asked in order: the first entry that fits decides, and what none has is denied", () => {
    const denial = entry("ingress", [50000, 50010], anywhere, { allows: false });
    const rest = replies([1024, 65535]);
    expect(said(guarded([denial, ...rest]), talk(lambda, database, 3306))).toBe(
      "network ACL acl-app, in: replies to app on ports 50000-50010",
    );
    expect(said(guarded([...rest, denial]), talk(lambda, database, 3306))).toBe("held");
    expect(said(guarded([]), talk(lambda, database, 3306))).toBe("network ACL acl-app, out: app to data on port 3306");
  });

  test("of the other end see the caller's address", () => {
    const stranger = [entry("ingress", [3306, 3306], "10.0.9.0/24"), entry("egress", [0, 65535])];
    expect(said(withSubnets(subnet("app", app), subnet("data", data, [], stranger)), talk(lambda, database, 3306))).toBe(
      "network ACL acl-data, in: app to data on port 3306",
    );
  });

  test("do not see what stays within a subnet", () => {
    const near = inside("data", "app", "10.0.1.20");
    expect(said(withSubnets(subnet("app", app, [], [])), talk(lambda, near, 3306))).toBe("held");
  });
});

describe("routes", () => {
  test("nothing leaves without one, and NAT answers by its own ports", () => {
    expect(said(network(), talk(lambda, host, 443))).toBe("held");
    expect(said(withSubnets(subnet("app", app)), talk(lambda, host, 443))).toBe("route table of app: no route to host (203.0.113.10)");
    const nat = [...open.filter(({ direction }) => direction === "egress"), entry("ingress", [443, 443]), entry("ingress", [32768, 60999])];
    const behind = (entries: readonly AclEntry[]) =>
      said(withSubnets(subnet("app", app, [byNat]), subnet("public", out, [byGateway], entries)), talk(lambda, host, 443));
    expect(behind(nat)).toBe("network ACL acl-public, in: replies to app on ports 1024-3388");
    expect(behind([...nat, entry("ingress", [1024, 65535])])).toBe('network ACL acl-public, in: "packet too big" on the way to host');
  });

  test("the most specific one is taken, a prefix list's before the internet's", () => {
    const hole = route("203.0.113.0/24", { to: "egress-only gateway" });
    expect(said(withSubnets(subnet("app", app, [byNat, hole]), subnet("public", out, [byGateway])), talk(lambda, host, 443))).toBe(
      "route table of app: an egress-only gateway carries IPv6 only",
    );
    const s3: Route = { id: "s3", destination: { prefixList: "s3" }, target: { to: "endpoint", endpoint: "s3" } };
    const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::ours/*" }] });
    const endpoint = { id: "s3", service: "s3", kind: "Gateway", subnets: [], groups: [], privateDns: false, policy } as const;
    const of = network({ subnets: [subnet("app", app, [byNat, s3]), subnet("public", out, [byGateway])], endpoints: [endpoint] });
    const get = (bucket: string) =>
      talk(lambda, { ...host, prefixList: "s3" }, 443, {
        call: { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/key`, context: {} },
      });
    expect(said(of, get("ours"))).toBe("held");
    expect(said(of, get("theirs"))).toBe("policy of endpoint s3: s3:GetObject on arn:aws:s3:::theirs/key");
  });

  test("a gateway to the internet serves public addresses only", () => {
    expect(said(withSubnets(subnet("app", app, [byGateway])), talk(lambda, host, 443))).toBe(
      "route table of app: app has no public address, so no reply finds it",
    );
  });

  test("the internet reaches what is public and has a route back, and nothing else", () => {
    expect(said(network(), talk(host, edge, 443))).toBe("held");
    expect(said(network(), talk(host, edge, 80))).toBe("security group of edge, in: tcp 80 from host");
    expect(said(network(), talk(host, { ...edge, isPublic: false }, 443))).toBe("route table of public: the internet has no way to edge");
    expect(said(network(), talk(host, database, 3306))).toBe("route table of data: no route to host (203.0.113.10)");
    expect(said(network(), talk(host, lambda, 443))).toBe("route table of app: the internet has no way to app");
  });

  test("a circle is seen", () => {
    const there = route(anywhere, { to: "firewall", subnet: "data" });
    const back = route(anywhere, { to: "firewall", subnet: "app" });
    expect(said(withSubnets(subnet("app", app, [there]), subnet("data", data, [back])), talk(lambda, host, 443))).toBe(
      "routes: the way to host goes in a circle",
    );
  });
});

describe("a network firewall between", () => {
  const inspected = (back: readonly Route[], names: readonly string[] = [".example.com"]) =>
    network({
      subnets: [
        subnet("app", app, [route(anywhere, { to: "firewall", subnet: "wall" })]),
        subnet("wall", "10.0.4.0/28", [byNat]),
        subnet("public", out, [byGateway, ...back]),
      ],
      packets: [{ id: "tls", passes: { names } }],
    });
  const back = route(app, { to: "firewall", subnet: "wall" });
  const call = talk(lambda, host, 443, { host: "api.example.com" });

  test("sees both halves of a connection, or drops it", () => {
    expect(said(inspected([back]), call)).toBe("held");
    expect(said(inspected([]), call)).toBe("routes: replies to app take another way than what it sends: past the firewall");
  });

  test("lets TLS to the names on its list pass", () => {
    expect(said(inspected([back], ["other.example.com"]), call)).toBe("network firewall: port 443 of api.example.com");
  });

  test("believes the name that TLS asks for, no matter who answers, and wants one", () => {
    const bare = talk(lambda, host, 443);
    expect(
      [{ ...bare, asks: "api.example.com" }, { ...bare, asks: "example.org" }, bare].map((one) => said(inspected([back]), one)),
    ).toEqual(["held", `network firewall: port 443 of ${host.name}`, `network firewall: port 443 of ${host.name}`]);
  });
});

test("a DNS firewall's first rule that has a name decides", () => {
  const names = [
    { id: "allow", allows: true, domains: ["*.example.com"], namesOf: ["urn:database"] },
    { id: "block", allows: false, domains: ["*"], namesOf: [] },
  ];
  const ask = (name: string) => said(network({ names }), talk(lambda, host, 443, { host: name }));
  expect([ask("api.example.com"), ask("example.com"), ask("example.org")]).toEqual([
    "held",
    "DNS firewall, rule block: the name example.com",
    "DNS firewall, rule block: the name example.org",
  ]);
  const named = (namedBy: string) => said(network({ names }), talk(lambda, { ...host, namedBy }, 443));
  expect([named("urn:database"), named("urn:cache")]).toEqual(["held", `DNS firewall, rule block: the name of ${host.name}`]);
});
