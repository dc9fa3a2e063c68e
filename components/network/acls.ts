import { dataPorts } from "../../domain/defaults/ports.ts";
import type { PlannedSubnet, Tier } from "./plan.ts";

/** One entry of a network ACL; numbers are given in the order of the list. */
export interface AclRule {
  readonly direction: "ingress" | "egress";
  /** First and last TCP port, or `path-mtu`: ICMP's "fragmentation needed" or "packet too big", without which large packets vanish. */
  readonly ports: readonly [number, number] | "path-mtu";
  /** The other side: an IPv4 or IPv6 block. */
  readonly cidr: string;
}

const anywhere = "0.0.0.0/0";
const anywhereV6 = "::/0";
const https = [443, 443] as const;

const unprivileged = [1024, 65535] as const;

/*
 * Network ACLs know no connections, so replies need every port that a caller may use. Nodes call from 32768-60999, but load balancer,
 * NAT and the functions that live beside the nodes from 1024-65535 (VPC guide, "Ephemeral ports"). 3389 stays out of every range that
 * is open to the internet, or the rule would admit RDP (Security Hub EC2.21); callers lose one port of 64,512 by that.
 */
const ephemeral = [
  [1024, 3388],
  [3390, 65535],
] as const;

type Range = readonly [number, number];

const rule =
  (direction: AclRule["direction"]) =>
  (ports: AclRule["ports"], cidrs: readonly string[]): AclRule[] =>
    cidrs.map((cidr) => ({ direction, ports, cidr }));
const ingress = rule("ingress");
const egress = rule("egress");
const pathMtu = [...ingress("path-mtu", [anywhere]), ...egress("path-mtu", [anywhere])];

/** TCP ports of the internet that may be reached: by nodes, and by the load balancer. */
export interface OutwardPorts {
  readonly internetPorts: readonly number[];
  readonly edgePorts: readonly number[];
}

/**
 * ACL rules for the traffic that may cross the border of a tier; everything else is denied. At most 20 entries each way (the default quota,
 * docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html).
 */
export function aclRules(tier: Tier, subnets: readonly PlannedSubnet[], { internetPorts, edgePorts }: OutwardPorts): AclRule[] {
  const blocks = (of: Tier) => subnets.filter((subnet) => subnet.tier === of).map((subnet) => subnet.cidr);
  const open = internetPorts.map((port): Range => [port, port]);
  switch (tier) {
    case "public":
      return [
        ...[80, 443].flatMap((port) => ingress([port, port], [anywhere, anywhereV6])),
        ...ingress(unprivileged, blocks("application")),
        ...egress(https, blocks("application")),
        ...egress(unprivileged, [anywhere, anywhereV6]),
        ...calledByEdge(edgePorts),
        ...pathMtu,
        ...ingress("path-mtu", [anywhereV6]),
      ];
    case "egress":
    case "firewall":
      return [
        ...open.flatMap((port) => ingress(port, blocks("application"))),
        ...ephemeral.flatMap((range) => ingress(range, [anywhere])),
        ...open.flatMap((port) => egress(port, [anywhere])),
        ...egress(unprivileged, blocks("application")),
        ...pathMtu,
      ];
    case "application":
      return [
        ...ingress(https, [...blocks("public"), ...blocks("application")]),
        ...ephemeral.flatMap((range) => ingress(range, [anywhere])),
        ...open.flatMap((port) => egress(port, [anywhere])),
        ...Object.values(dataPorts).flatMap((port) => egress([port, port], blocks("data"))),
        ...egress(unprivileged, [...blocks("public"), ...blocks("application")]),
        ...pathMtu,
      ];
    case "data":
      return [
        ...Object.values(dataPorts).flatMap((port) => ingress([port, port], blocks("application"))),
        ...egress(unprivileged, blocks("application")),
        // Primary and replica of the cache.
        ...ingress(unprivileged, blocks("data")),
        ...egress(unprivileged, blocks("data")),
      ];
  }
}

/** The load balancer calls an identity provider by IPv4 only; replies come to its ephemeral ports. */
const calledByEdge = (ports: readonly number[]): AclRule[] =>
  ports.length === 0
    ? []
    : [...ports.flatMap((port) => egress([port, port], [anywhere])), ...ephemeral.flatMap((range) => ingress(range, [anywhere]))];
