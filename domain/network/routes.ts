import { inBlock, prefixLength } from "./addresses.ts";
import type { End, Refusal } from "./conversation.ts";
import type { Network, Route, Subnet, Target } from "./network.ts";

/** The subnets that a packet passes, the first one included, and how it leaves the last. */
export interface Way {
  readonly subnets: readonly Subnet[];
  readonly exit: Exclude<Target["to"], "NAT" | "firewall"> | "inside";
  /** Where among the subnets NAT stands, and a network firewall. */
  readonly nat: number;
  readonly firewall: number;
  /** The gateway endpoint that it leaves by. */
  readonly endpoint?: string;
}

/** The way of a packet from a subnet to an end, by the most specific route of each table that it comes to. */
export function wayTo(network: Network, from: string, to: End): Way | Refusal {
  const subnets: Subnet[] = [];
  const at = { nat: -1, firewall: -1 };
  let next: string | undefined = from;
  // No way has more stations than there are subnets, or it goes in a circle.
  while (subnets.length <= network.subnets.length) {
    const subnet = network.subnets.find(({ id }) => id === next);
    if (!subnet) return { by: "routes", what: `a route leads to ${next}, which is no subnet of the network` };
    subnets.push(subnet);
    if (to.subnet === subnet.id) return { subnets, exit: "inside", ...at };
    const target = mostSpecific(subnet, network, to);
    if (!target) return { by: `route table of ${subnet.name}`, what: `no route to ${to.name} (${to.address})` };
    if (target === "local") next = to.subnet;
    else if (target.to === "NAT" || target.to === "firewall") {
      at[target.to === "NAT" ? "nat" : "firewall"] = subnets.length;
      next = target.subnet;
    } else return { subnets, exit: target.to, ...at, ...(target.to === "endpoint" ? { endpoint: target.endpoint } : {}) };
  }
  return { by: "routes", what: `the way to ${to.name} goes in a circle` };
}

function mostSpecific({ routes }: Subnet, { cidr }: Network, to: End): Target | "local" | undefined {
  const isLocal = to.subnet !== undefined;
  const [best] = routes.filter((route) => leadsTo(route, to)).sort((a, b) => length(b) - length(a));
  if (isLocal && (!best || length(best) <= prefixLength(cidr))) return "local";
  return best?.target;
}

const leadsTo = ({ destination }: Route, { address, prefixList }: End): boolean =>
  "cidr" in destination ? inBlock(address, destination.cidr) : destination.prefixList === prefixList;

/** A prefix list's blocks are more specific than the whole internet, and of no VPC. */
const length = ({ destination }: Route): number => ("cidr" in destination ? prefixLength(destination.cidr) : 1);
