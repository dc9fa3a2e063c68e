import { serviceHost } from "../defaults/aws-hosts.ts";
import { addressIn } from "./addresses.ts";
import type { Conversation, End } from "./conversation.ts";
import { calleeOf, type Participant, type Row, type StoreFacts } from "./conversations.ts";
import { bucketCall, calling, type Owner, ownBucketCall } from "./expand-calls.ts";
import { callers, judge } from "./judge.ts";
import type { Network, Range } from "./network.ts";

/** Where a participant is in a graph; empty for one that it does not have. */
export type Ends = (who: Participant) => readonly End[];

/** A network, who is where in it, and whose it is. */
export interface Scene extends Owner {
  readonly network: Network;
  readonly ends: Ends;
  readonly region: StoreFacts["region"];
}

/** A row's conversations, and why one cannot even begin. */
interface Expansion {
  readonly conversations: readonly Conversation[];
  readonly missing?: string;
}

/** An address of the internet. */
const stranger = "203.0.113.10";

const outside = (name: string, address = stranger): End => ({ name, address, isPublic: true });

/** The conversations of a row in a graph: from every subnet of the caller to every subnet of the other. */
export function expand(row: Row, scene: Scene): Expansion {
  const { who, to, port, protocol = "tcp" } = row;
  const from = scene.ends(who);
  const with_ = (others: readonly End[], more: Partial<Conversation> = {}): Expansion => ({
    conversations: from.flatMap((one) =>
      others.map((other) => ({ from: one, sourcePorts: portsOf(who), to: other, port, protocol, ...more })),
    ),
  });
  if ("is" in to) return with_(scene.ends(to.is));
  if ("link" in to) return with_([outside(to.link, to.link)]);
  if ("lookup" in to) return with_([outside("the resolver", "169.254.169.253")], { host: to.lookup });
  if ("address" in to) return with_([outside(to.address, to.address)], to.asks === undefined ? {} : { asks: to.asks });
  if ("host" in to) return with_([outside(to.host)], { host: to.host });
  if ("beside" in to) return with_(beside(scene, to.beside), { host: serviceHost(to.beside, scene.region) });
  if ("outside" in to) return with_([outside(to.outside)]);
  if ("service" in to) return ofService(to, scene, from, with_);
  const { name, namedBy, ...call } = "own" in to ? ownBucketCall(to, scene) : bucketCall(to, scene);
  return with_([{ ...outside(name, "198.51.100.10"), prefixList: "s3", ...(namedBy && { namedBy }) }], call);
}

function ofService(
  to: Extract<Row["to"], { readonly service: string }>,
  scene: Scene,
  from: readonly End[],
  with_: (others: readonly End[], more: Partial<Conversation>) => Expansion,
): Expansion {
  const { service, action, as, resource = "*" } = to;
  const host = serviceHost(service, scene.region);
  const endpoint = scene.network.endpoints.find((one) => one.service === service && one.privateDns);
  if (!endpoint && to.orByNat) return with_([outside(host)], { host });
  if (!endpoint) return from.length > 0 ? { conversations: [], missing: `the name of ${service} leads to no endpoint` } : with_([], {});
  const interfaces = endpoint.subnets.map((subnet) => ({
    ...endAt(scene.network, `endpoint ${service}`, subnet, endpoint.groups),
    endpoint: endpoint.id,
  }));
  return with_(interfaces, { host, ...calling(scene, action, resource, as) });
}

/** Interfaces in the nodes' subnets, of which the groups are not known. */
const beside = ({ network, ends }: Scene, service: string): End[] =>
  ends("nodes").flatMap(({ subnet }) => {
    if (subnet === undefined) return [];
    const { groups: _, ...end } = endAt(network, `endpoint ${service}`, subnet, []);
    return [end];
  });

/** An interface in a subnet: its address is one that AWS does not keep for itself. */
export function endAt({ subnets }: Network, name: string, subnet: string, groups: readonly string[]): End {
  const cidr = subnets.find(({ id }) => id === subnet)?.cidr;
  if (cidr === undefined) throw new RangeError(`${name} is in ${subnet}, which is no subnet of the network`);
  return { name, address: addressIn(cidr, 10), subnet, groups, isPublic: false };
}

const portsOf = (who: Participant): readonly Range[] => (who === "nodes" || who === "builder" ? callers.node : callers.any);

/** The refused conversations of a row, one line each, and each once. */
export function refusedOf(row: Row, scene: Scene): string[] {
  const { conversations, missing } = expand(row, scene);
  const refusals = conversations.flatMap((conversation) => judge(scene.network, conversation) ?? []);
  const reasons = [...(missing === undefined ? [] : [`: ${missing}`]), ...refusals.map(({ by, what }) => ` by ${by}: ${what}`)];
  return [...new Set(reasons)].map((reason) => `${shown(row)} is refused${reason}`);
}

/** The allowed conversations of a row, one line each. */
export function heldOf(row: Row, scene: Scene): string[] {
  const held = expand(row, scene).conversations.filter((conversation) => judge(scene.network, conversation) === undefined);
  return held.map(({ from, to }) => `${shown(row)} is held, from ${nameOf(from, scene)} to ${nameOf(to, scene)}`);
}

const nameOf = ({ subnet }: End, { network }: Scene): string => network.subnets.find(({ id }) => id === subnet)?.name ?? "outside";

const shown = (row: Row): string => `${row.who} → ${calleeOf(row)} ${row.port} (${row.why})`;
