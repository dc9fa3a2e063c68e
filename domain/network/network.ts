/** The first and the last of some ports. */
export type Range = readonly [first: number, last: number];

export type Direction = "ingress" | "egress";

/** Beside TCP and UDP the two messages without which large packets vanish: "fragmentation needed" and "packet too big". */
export type Protocol = "tcp" | "udp" | "icmp" | "icmpv6";

/** One entry of a network ACL. `id` names it to people. */
export interface AclEntry {
  readonly id: string;
  readonly direction: Direction;
  readonly allows: boolean;
  readonly protocol: Protocol | "-1";
  /** Ports that packets are sent to; all of them for ICMP. */
  readonly ports: Range;
  readonly cidr: string;
}

/** A rule of a security group about the other end: its group, its address, or the prefix list (by service) that it is in. */
export interface GroupRule {
  readonly id: string;
  readonly group: string;
  readonly direction: Direction;
  readonly protocol: Protocol | "-1";
  readonly ports: Range;
  readonly other: { readonly group: string } | { readonly cidr: string } | { readonly prefixList: string };
}

/** Where a route leads. NAT and firewall are in a subnet, by its id. What lies behind `unknown` cannot be judged. */
export type Target =
  | { readonly to: "internet" | "egress-only gateway" | "unknown" }
  | { readonly to: "NAT" | "firewall"; readonly subnet: string }
  | { readonly to: "endpoint"; readonly endpoint: string };

export interface Route {
  readonly id: string;
  /** A block, or the service whose prefix list it is. */
  readonly destination: { readonly cidr: string } | { readonly prefixList: string };
  readonly target: Target;
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  /** Its IPv4 block. */
  readonly cidr: string;
  /** Entries in the order of their numbers: the first that fits decides. */
  readonly acl: { readonly name: string; readonly entries: readonly AclEntry[] };
  readonly routes: readonly Route[];
}

/** A way to a service of AWS that does not leave the VPC. */
export interface Endpoint {
  readonly id: string;
  /** The end of the service's name: `s3`, `ssm`. */
  readonly service: string;
  readonly kind: "Gateway" | "Interface";
  /** For an interface endpoint: its subnets, its groups, and whether the service's public name leads to it. */
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  readonly privateDns: boolean;
  readonly policy: unknown;
}

/** A rule of a DNS firewall. */
export interface NameRule {
  readonly id: string;
  readonly allows: boolean;
  /** `api.example.com`, `*.example.com`, `*`, without a dot at the end. */
  readonly domains: readonly string[];
  /** URNs of resources on the list whose names only AWS knows, such as a database. */
  readonly namesOf: readonly string[];
}

/** Traffic that an AWS Network Firewall lets pass; it drops the rest. */
export interface PacketRule {
  readonly id: string;
  /** Names that TLS may ask for, `api.example.com` or `.example.com`, or the port that anything may be sent to. */
  readonly passes: { readonly names: readonly string[] } | { readonly port: number };
}

/** A VPC with everything that lets packets through, or not. */
export interface Network {
  readonly cidr: string;
  readonly subnets: readonly Subnet[];
  readonly rules: readonly GroupRule[];
  readonly endpoints: readonly Endpoint[];
  /** In the order in which they are asked. @default - no DNS firewall: every name resolves */
  readonly names?: readonly NameRule[];
  /** @default - no network firewall */
  readonly packets?: readonly PacketRule[];
}
