import { kept } from "../kept.ts";
import { inBlock } from "./addresses.ts";
import type { End, Refusal } from "./conversation.ts";
import type { AclEntry, Direction, GroupRule, Network, Protocol, Range, Subnet } from "./network.ts";

/** A packet at the border of a subnet: `other` is the address on the far side, `ports` those that it may be sent to. */
export interface Packet {
  readonly direction: Direction;
  readonly other: string;
  readonly ports: readonly Range[];
  readonly protocol: Protocol;
  /** Its description, for the message. */
  readonly what: string;
}

/** The refusal of a packet by a subnet's ACL: the first of its ports that no entry allows. */
export function refusedByAcl({ acl }: Subnet, packet: Packet): Refusal | undefined {
  const { direction, protocol, what } = packet;
  const refused = firstRefused(acl.entries, packet);
  if (!refused) return undefined;
  const way = direction === "ingress" ? "in" : "out";
  return { by: `network ACL ${acl.name}, ${way}`, what: protocol.startsWith("icmp") ? what : `${what} on ${shown(refused)}` };
}

/** The first of a packet's ports that no entry allows; `none` where all pass. */
type Refused = Range | "none";

const answers = new WeakMap<readonly AclEntry[], Map<string, Refused>>();

/** The first of a packet's ports that an ACL's entries do not allow; the same packets are asked for over and over. */
function firstRefused(entries: readonly AclEntry[], { direction, protocol, other, ports }: Packet): Range | undefined {
  const key = `${direction} ${protocol} ${other} ${ports.join(" ")}`;
  const known = kept(answers, entries, () => new Map());
  const answer = kept(known, key, () => refusedOf(entriesFor(entries, direction, protocol, other), ports));
  return answer === "none" ? undefined : answer;
}

const refusedOf = (entries: readonly AclEntry[], ports: readonly Range[]): Refused =>
  ports.flatMap((range) => segments(range, entries)).find(([first]) => !passes(entries, first)) ?? "none";

/** An ACL's entries about packets with some address on the far side. */
const entriesFor = (entries: readonly AclEntry[], direction: Direction, protocol: Protocol, other: string): readonly AclEntry[] =>
  entries.filter((entry) => entry.direction === direction && fits(entry.protocol, protocol) && inBlock(other, entry.cidr));

const fits = (rule: Protocol | "-1", protocol: Protocol): boolean => rule === "-1" || rule === protocol;

const passes = (entries: readonly AclEntry[], port: number): boolean =>
  entries.find(({ ports }) => ports[0] <= port && port <= ports[1])?.allows ?? false;

/** A range cut wherever an entry begins or ends: within a piece all ports fare alike. */
function segments([first, last]: Range, entries: readonly AclEntry[]): Range[] {
  const starts = entries.flatMap(({ ports }) => [ports[0], ports[1] + 1]).filter((port) => port > first && port <= last);
  const cuts = [...new Set([first, ...starts])].sort((a, b) => a - b);
  return cuts.map((from, i) => [from, (cuts[i + 1] ?? last + 1) - 1]);
}

const shown = ([first, last]: Range): string => (first === last ? `port ${first}` : `ports ${first}-${last}`);

/** The refusal of a connection by an end's security groups: they know connections, so only the direction of the opening counts. */
export function refusedByGroups(
  { rules }: Network,
  direction: Direction,
  end: End,
  other: End,
  port: number,
  protocol: Protocol,
): Refusal | undefined {
  if (!end.groups) return undefined;
  const index = indexOf(rules);
  const admitted = end.groups.some((group) =>
    index
      .get(`${direction} ${group}`)
      ?.some((rule) => fits(rule.protocol, protocol) && rule.ports[0] <= port && port <= rule.ports[1] && names(rule, other)),
  );
  if (admitted) return undefined;
  const [way, verb] = direction === "ingress" ? ["in", "from"] : ["out", "to"];
  return { by: `security group of ${end.name}, ${way}`, what: `${protocol} ${port} ${verb} ${other.name}` };
}

const indices = new WeakMap<readonly GroupRule[], Map<string, GroupRule[]>>();

/** A network's rules by direction and group, sorted once. */
const indexOf = (rules: readonly GroupRule[]): ReadonlyMap<string, readonly GroupRule[]> =>
  kept(indices, rules, () => Map.groupBy(rules, (rule) => `${rule.direction} ${rule.group}`));

function names({ other }: GroupRule, end: End): boolean {
  if ("group" in other) return end.groups?.includes(other.group) ?? false;
  return "cidr" in other ? inBlock(end.address, other.cidr) : other.prefixList === end.prefixList;
}
