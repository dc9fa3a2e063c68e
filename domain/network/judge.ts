import { inBlock, isV6 } from "./addresses.ts";
import type { Conversation, End, Refusal } from "./conversation.ts";
import { refusedByPolicy } from "./endpoint-policy.ts";
import { type Packet, refusedByAcl, refusedByGroups } from "./filters.ts";
import { refusedByDns, refusedByFirewall } from "./names.ts";
import type { Network, Range, Subnet } from "./network.ts";
import { type Way, wayTo } from "./routes.ts";

/**
 * Ports that callers open connections from. 3389 is given up where a range has it: it stays closed (decision 0009), and a caller that gets it
 * tries again.
 */
export const callers = {
  /** Amazon Linux 2023: net.ipv4.ip_local_port_range. */
  node: [[32768, 60999]],
  /**
   * Load balancers, NAT gateways, functions, and hosts of the internet: docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html,
   * "Ephemeral ports".
   */
  any: [
    [1024, 3388],
    [3390, 65535],
  ],
} as const satisfies Record<string, readonly Range[]>;

/**
 * Addresses that no group and no ACL filters: the resolver, the clock, the description of the instance itself
 * (docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html). It is the caller's own: there is no route to another's.
 */
const linkLocal = ["169.254.169.0/24"];

/** The first refusal of a conversation, in AWS's order; undefined if it is allowed. */
export function judge(network: Network, conversation: Conversation): Refusal | undefined {
  const { from, to, host } = conversation;
  const isNamed = host !== undefined || to.namedBy !== undefined;
  const byName = isNamed && from.subnet !== undefined ? refusedByDns(network, conversation) : undefined;
  if (byName || linkLocal.some((cidr) => inBlock(to.address, cidr))) return byName;
  return from.subnet === undefined ? judgeInward(network, conversation) : judgeFrom(network, conversation, from.subnet);
}

/** Judges a conversation from the internet to an end in a subnet. */
function judgeInward(network: Network, conversation: Conversation): Refusal | undefined {
  const { from, to, port, protocol, sourcePorts } = conversation;
  const back = to.subnet === undefined ? { by: "routes", what: `${to.name} is not in the VPC` } : wayTo(network, to.subnet, from);
  if ("by" in back) return back;
  if (back.exit === "unknown") return undefined;
  const [home] = back.subnets;
  if (!to.isPublic || back.exit !== "internet" || back.nat >= 0)
    return { by: `route table of ${home?.name}`, what: `the internet has no way to ${to.name}` };
  return first(back.subnets, (subnet) =>
    first(
      [
        border("ingress", from, [[port, port]], protocol, `${from.name} to ${to.name}`),
        border("egress", from, sourcePorts, protocol, `replies to ${from.name}`),
        tooBig("ingress", from),
      ],
      (packet) => refusedByAcl(subnet, packet),
      () => refusedByGroups(network, "ingress", to, from, port, protocol),
    ),
  );
}

function judgeFrom(network: Network, conversation: Conversation, start: string): Refusal | undefined {
  const { from, to, port, protocol } = conversation;
  const out = refusedByGroups(network, "egress", from, to, port, protocol);
  const way = out ?? wayTo(network, start, to);
  if ("by" in way) return way;
  if (way.exit === "unknown") return undefined;
  return (
    refusedOnTheWay(network, conversation, way) ??
    refusedAtTheEnd(network, conversation, way) ??
    refusedGroupsIn(network, conversation, way) ??
    refusedReply(network, conversation, way)
  );
}

/** Each border that the request crosses: out of every subnet but the last, into every one but the first. */
function refusedOnTheWay(network: Network, conversation: Conversation, way: Way): Refusal | undefined {
  const { from, to, port, protocol } = conversation;
  const what = `${from.name} to ${to.name}`;
  const borders = way.subnets.flatMap((subnet, i) => [
    ...(i > 0 ? [[subnet, border("ingress", from, [[port, port]], protocol, what)] as const] : []),
    ...(i < way.subnets.length - 1 || way.exit !== "inside"
      ? [[subnet, border("egress", to, [[port, port]], protocol, what)] as const]
      : []),
  ]);
  return (
    first(borders, ([subnet, packet]) => refusedByAcl(subnet, packet)) ??
    (way.firewall >= 0 ? refusedByFirewall(network, conversation) : undefined)
  );
}

function refusedAtTheEnd(network: Network, { from, to, call }: Conversation, way: Way): Refusal | undefined {
  const last = way.subnets.at(-1);
  if (way.exit === "internet" && way.nat < 0 && !from.isPublic)
    return { by: `route table of ${last?.name}`, what: `${from.name} has no public address, so no reply finds it` };
  if (way.exit === "egress-only gateway" && !isV6(to.address))
    return { by: `route table of ${last?.name}`, what: `an egress-only gateway carries IPv6 only` };
  const endpoint = network.endpoints.find(({ id }) => id === (way.endpoint ?? to.endpoint));
  return endpoint && call ? refusedByPolicy(endpoint, call) : undefined;
}

const refusedGroupsIn = (network: Network, { from, to, port, protocol }: Conversation, { exit }: Way): Refusal | undefined =>
  exit === "inside" ? refusedByGroups(network, "ingress", to, from, port, protocol) : undefined;

/** The same for the reply: ACLs know no connections, and a firewall that sees only one half of a connection drops it. */
function refusedReply(network: Network, conversation: Conversation, way: Way): Refusal | undefined {
  const { from, to, protocol, sourcePorts } = conversation;
  const last = way.subnets.length - 1;
  const inside = way.exit === "inside";
  const back = inside || way.nat >= 0 ? wayTo(network, way.subnets[last]?.id ?? "", from) : undefined;
  if (back && "by" in back) return { ...back, what: `replies to ${from.name}: ${back.what}`, ofReply: true };
  if (back?.exit === "unknown") return undefined;
  if (back && !sameWay(back.subnets, way.subnets))
    return { by: "routes", what: `replies to ${from.name} take another way than what it sends: past the firewall`, ofReply: true };
  const packets = way.subnets.flatMap((subnet, i): (readonly [Subnet, Packet])[] => {
    // Outside of NAT, replies come to its ports and not to the caller's.
    const arriving = way.nat >= 0 && i === way.nat ? callers.any : sourcePorts;
    const what = `replies to ${from.name}`;
    return [
      ...(i < last || !inside ? [[subnet, border("ingress", to, arriving, protocol, what)] as const] : []),
      ...(i > 0 ? [[subnet, border("egress", from, sourcePorts, protocol, what)] as const] : []),
    ];
  });
  const lost = first([...packets].reverse(), ([subnet, packet]) => refusedByAcl(subnet, packet));
  return lost ? { ...lost, ofReply: true } : refusedMessages(conversation, way);
}

/** The refusal of messages from routers of the internet that a packet was too big, on their way to the caller. */
function refusedMessages({ from, to }: Conversation, { subnets, exit }: Way): Refusal | undefined {
  if (exit !== "internet") return undefined;
  return first(subnets, (subnet) =>
    first([tooBig("ingress", to), ...(subnet === subnets[0] ? [] : [tooBig("egress", from)])], (packet) => refusedByAcl(subnet, packet)),
  );
}

const sameWay = (back: readonly Subnet[], out: readonly Subnet[]): boolean =>
  back.length === out.length && back.every(({ id }, i) => id === out[out.length - 1 - i]?.id);

const border = (
  direction: Packet["direction"],
  other: End,
  ports: readonly Range[],
  protocol: Packet["protocol"],
  what: string,
): Packet => ({ direction, other: other.address, ports, protocol, what });

/** A router's message that a packet was too big: it comes from anywhere on the way. Groups let it in, as it belongs to a connection. */
const tooBig = (direction: Packet["direction"], other: End): Packet =>
  border(direction, other, [[0, 0]], isV6(other.address) ? "icmpv6" : "icmp", `"packet too big" on the way to ${other.name}`);

/** The first refusal among some; then what `last` says. */
function first<T>(
  of: readonly T[],
  ask: (one: T) => Refusal | undefined,
  last: () => Refusal | undefined = () => undefined,
): Refusal | undefined {
  for (const one of of) {
    const refusal = ask(one);
    if (refusal) return refusal;
  }
  return last();
}
