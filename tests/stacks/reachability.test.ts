import { beforeAll, describe, expect, test } from "@jest/globals";
import { addressIn, admits, inBlock, type Packet } from "../components/network/packets.ts";
import type { GraphResource } from "../support/offline.ts";
import { graphWith, nameOf, ofType } from "./graphs.ts";
import { groupsAllow, interestingPorts, type Place, readVpc, type Subnet, uses, type VpcModel } from "./vpc-model.ts";

const outside = ["203.0.113.7", "2001:db8::7"] as const;

/** Whether a packet gets from one subnet to another past both ACLs; within one there are none. */
function betweenSubnets(from: Subnet, to: Subnet, port: Packet["port"]): boolean {
  if (from === to) return true;
  const out = admits(from.acl, { direction: "egress", address: addressIn(to.cidr), port });
  return out && admits(to.acl, { direction: "ingress", address: addressIn(from.cidr), port });
}

/** Whether one place can open a connection to another: groups at both ends, ACLs of some pair of subnets. */
function reaches(vpc: VpcModel, from: Place, to: Place, port: number): boolean {
  const end = (place: Place) => ({ groups: place.groups, addresses: place.subnets.map(({ cidr }) => addressIn(cidr)), port });
  return (
    groupsAllow(vpc, "egress", from.groups, end(to)) &&
    groupsAllow(vpc, "ingress", to.groups, end(from)) &&
    from.subnets.some((a) => to.subnets.some((b) => betweenSubnets(a, b, port)))
  );
}

/** Whether the internet can open a connection to a place: a route back, the place's groups, its ACL. */
function reachedFromInternet(vpc: VpcModel, { groups, subnets }: Place, port: number): boolean {
  return outside.some(
    (address) =>
      groupsAllow(vpc, "ingress", groups, { addresses: [address], port }) &&
      subnets.some(
        ({ acl, ways }) =>
          ways.some(({ to, destination }) => to === "internet" && inBlock(address, destination)) &&
          admits(acl, { direction: "ingress", address, port }),
      ),
  );
}

/** The subnets that a packet for the internet passes, the first one included; throws where the way ends before. */
function wayOut(vpc: VpcModel, start: Subnet, address: string): Subnet[] {
  const way = start.ways.find(({ destination }) => inBlock(address, destination));
  if (way?.to === "internet") return [start];
  const next = vpc.subnets.find(({ urn }) => urn === way?.next);
  if (!next) throw new Error(`${start.name}: no way to ${address}`);
  return [start, ...wayOut(vpc, next, address)];
}

/** Whether the ACLs along a way let a connection out: out of the first subnet, in and out of each other one. */
function outPastAcls([first, ...others]: readonly Subnet[], address: string, port: number): boolean {
  const out = { direction: "egress", address, port } as const;
  const source = addressIn(first?.cidr ?? "");
  return (
    admits(first?.acl ?? [], out) &&
    others.every(({ acl }) => admits(acl, { direction: "ingress", address: source, port }) && admits(acl, out))
  );
}

describe.each([
  ["demo-prod", 3, ["application", "egress"]],
  ["demo-staging", 2, ["application", "firewall", "egress"]],
  ["demo-dev", 2, ["application", "egress"]],
] as const)("in %s, over %d zones", (stack, zones, tiersOut) => {
  let graph: readonly GraphResource[] = [];
  let vpc: VpcModel = { subnets: [], places: [], rules: [] };
  let ports: number[] = [];
  beforeAll(async () => {
    graph = await graphWith(stack);
    vpc = readVpc(graph);
    ports = interestingPorts(vpc);
  });
  const tier = (name: string) => vpc.subnets.filter((subnet) => subnet.name.startsWith(`network-${name}-`));
  const place = (name: string) => vpc.places.filter((candidate) => candidate.name === name);
  const dataPlaces = () => ["database", "cache", "sessions", "files", "restored", "copy"].flatMap(place);

  test("the internet reaches the edge on ports 80 and 443, and nothing else", () => {
    const reached = vpc.places.flatMap((to) =>
      ports.filter((port) => reachedFromInternet(vpc, to, port)).map((port) => `${to.name} ${port}`),
    );
    expect(reached).toEqual(["edge 80", "edge 443"]);
  });

  test("only the load balancer and NAT are in subnets with a route to the internet gateway", () => {
    const open = vpc.subnets.filter(({ ways }) => ways.some(({ to }) => to === "internet")).map(({ urn }) => urn);
    expect(open).toHaveLength(2 * zones);
    const inOpen = vpc.places.filter(({ subnets }) => subnets.some(({ urn }) => open.includes(urn))).map(({ name }) => name);
    expect(inOpen).toEqual(["edge"]);
    const nat = ofType(graph, "aws:ec2/natGateway:NatGateway").flatMap((gateway) => uses(gateway, "subnetId"));
    expect(nat.filter((urn) => !tier("egress").some((subnet) => subnet.urn === urn))).toEqual([]);
  });

  test("only the edge has a group that admits the internet", () => {
    const admitted = vpc.places.filter(({ groups }) =>
      ports.some((port) => groupsAllow(vpc, "ingress", groups, { addresses: outside, port })),
    );
    expect(admitted.map(({ name }) => name)).toEqual(["edge"]);
  });

  test("these are the connections between parts, and no others", () => {
    const connections = vpc.places.flatMap((from) =>
      vpc.places.flatMap((to) => ports.filter((port) => reaches(vpc, from, to, port)).map((port) => `${from.name} → ${to.name} ${port}`)),
    );
    expect(connections.sort()).toEqual([
      "builder → copy 3306",
      "builder → database 3306",
      "builder → edge 443",
      "builder → endpoints 443",
      "canary → edge 443",
      "database-users → database 3306",
      "database-users → endpoints 443",
      // Where staff sign in, the load balancer calls Cognito by its public name, and so could call itself.
      ...(stack === "demo-prod" ? ["edge → edge 443"] : []),
      "edge → nodes 443",
      "nodes → cache 6379",
      "nodes → database 3306",
      "nodes → edge 443",
      "nodes → endpoints 443",
      "nodes → files 2049",
      "nodes → sessions 6379",
      "restore-validation → endpoints 443",
      "restore-validation → restored 3306",
    ]);
  });

  test("what holds data is in the data tier, which packets enter from the application tier only, whatever groups say", () => {
    const dataTier = tier("data").map(({ urn }) => urn);
    expect(dataPlaces().flatMap(({ subnets }) => subnets.filter(({ urn }) => !dataTier.includes(urn)))).toEqual([]);
    const others = vpc.subnets.filter(({ name }) => !name.startsWith("network-data-") && !name.startsWith("network-application-"));
    expect(others).toHaveLength(tiersOut.length * zones);
    const senders = [...outside, ...others.map(({ cidr }) => addressIn(cidr))];
    const entered = tier("data").flatMap(({ name, acl }) =>
      senders
        .filter((address) => ports.some((port) => admits(acl, { direction: "ingress", address, port })))
        .map((address) => [name, address]),
    );
    expect(entered).toEqual([]);
  });

  test("the data tier has no way out: no route, no gateway, no packet past its ACL, no group that lets out", () => {
    expect(tier("data").map(({ ways }) => ways)).toEqual(Array(zones).fill([]));
    const tables = ofType(graph, "aws:ec2/vpcEndpoint:VpcEndpoint").flatMap((endpoint) => uses(endpoint, "routeTableIds"));
    expect(tables.map((urn) => urn.split("::").at(-1))).toEqual(tier("application").map(({ name }) => name));
    const packets = tier("data").flatMap(({ acl }) =>
      outside.flatMap((address) => ports.filter((port) => admits(acl, { direction: "egress", address, port }))),
    );
    expect(packets).toEqual([]);
    const groups = dataPlaces().flatMap((data) => data.groups);
    expect(vpc.rules.filter(({ direction, group }) => direction === "egress" && groups.includes(group))).toEqual([]);
  });

  test(`nodes of each zone reach the internet through ${tiersOut.join(", ")}, on HTTPS only`, () => {
    const [v4] = outside;
    for (const subnet of tier("application")) {
      const way = wayOut(vpc, subnet, v4);
      expect(way.map(({ name }) => name.split("-")[1])).toEqual(tiersOut);
      expect(ports.filter((port) => outPastAcls(way, v4, port))).toEqual([443]);
    }
    const byGroups = ports.filter((port) =>
      place("nodes").some(({ groups }) => groupsAllow(vpc, "egress", groups, { addresses: outside, port })),
    );
    expect(byGroups).toEqual([443]);
  });

  test("what looks at restored backups has no way to the internet, and no one a way to it", () => {
    const [validation, ...others] = place("restore-validation");
    const open = (direction: "ingress" | "egress") =>
      ports.filter((port) => groupsAllow(vpc, direction, validation?.groups ?? [], { addresses: outside, port }));
    expect([others, open("egress"), open("ingress")]).toEqual([[], [], []]);
    expect(vpc.places.filter((from) => ports.some((port) => validation && reaches(vpc, from, validation, port)))).toEqual([]);
  });

  test("nodes reach nothing by IPv6", () => {
    const [, v6] = outside;
    for (const subnet of [...tier("application"), ...tier("data")]) expect(() => wayOut(vpc, subnet, v6)).toThrow(/no way to/);
  });

  test("replies to nodes take the way of the requests, through the same zone's firewall where there is one", () => {
    for (const subnet of tier("application")) {
      const [, ...out] = wayOut(vpc, subnet, outside[0]);
      const nat = out.at(-1);
      const back = nat?.ways.filter(({ destination }) => destination === subnet.cidr).map(({ next }) => next);
      expect(back).toEqual(out.slice(0, -1).map(({ urn }) => urn));
    }
  });

  test("no group, ACL or route table is left without a reader of this test", () => {
    const groups = vpc.places.flatMap((candidate) => candidate.groups);
    const unread = ofType(graph, "aws:ec2/securityGroup:SecurityGroup").filter(({ urn }) => !groups.includes(urn));
    // Of a node that someone isolates by hand.
    expect(unread.map(nameOf)).toEqual(["security-isolated"]);
    expect(vpc.rules.filter(({ group }) => unread.some(({ urn }) => urn === group))).toEqual([]);
    expect(vpc.subnets.flatMap(({ ways }) => ways).filter(({ to }) => to === "unknown")).toEqual([]);
    expect(vpc.subnets.flatMap(({ ways }) => ways)).toHaveLength(ofType(graph, "aws:ec2/route:Route").length);
  });
});
