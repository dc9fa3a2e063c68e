import { addressIn } from "./addresses.ts";
import type { Conversation, End } from "./conversation.ts";
import type { Participant, Row, StoreFacts } from "./conversations.ts";
import { callers, judge } from "./judge.ts";
import type { Network, Range } from "./network.ts";

/** Who is where in a graph; empty for somebody that it does not have. */
export type Ends = (who: Participant) => readonly End[];

/** A network, who is where in it, and whose it is. */
export interface Scene {
  readonly network: Network;
  readonly ends: Ends;
  readonly region: StoreFacts["region"];
  /** The account's id. @default - unknown: calls with its credentials are not looked at */
  readonly account?: string;
}

/** A row's conversations, and why one cannot even begin. */
interface Expansion {
  readonly conversations: readonly Conversation[];
  readonly missing?: string;
}

const outside = (name: string, address: string): End => ({ name, address, isPublic: true });

/** What a row of the table is in a graph: from every subnet of the caller to every subnet of the other. */
function expand({ who, to, port, protocol = "tcp" }: Row, scene: Scene): Expansion {
  const from = scene.ends(who);
  const with_ = (others: readonly End[], more: Partial<Conversation> = {}): Expansion => ({
    conversations: from.flatMap((one) =>
      others.map((other) => ({ from: one, sourcePorts: portsOf(who), to: other, port, protocol, ...more })),
    ),
  });
  if ("is" in to) return with_(scene.ends(to.is));
  if ("link" in to) return with_([outside(to.link, to.link)]);
  if ("host" in to) return with_([outside(to.host, "203.0.113.10")], { host: to.host });
  if ("beside" in to) return with_(beside(scene, to.beside), { host: `${to.beside}.${scene.region}.amazonaws.com` });
  if ("outside" in to) return with_([outside(to.outside, "203.0.113.10")]);
  if ("bucket" in to) {
    const bucketHost = `${to.bucket}.s3.${scene.region}.amazonaws.com`;
    const s3: End = { ...outside(`bucket ${to.bucket}`, "198.51.100.10"), prefixList: "s3" };
    return with_([s3], { host: bucketHost, ...calling(scene, to.action, `arn:aws:s3:::${to.bucket}/key`, to.as) });
  }
  const host = `${to.service}.${scene.region}.amazonaws.com`;
  const endpoint = scene.network.endpoints.find(({ service, privateDns }) => service === to.service && privateDns);
  if (!endpoint && to.orByNat) return with_([outside(host, "203.0.113.10")], { host });
  if (!endpoint) return from.length > 0 ? { conversations: [], missing: `the name of ${to.service} leads to no endpoint` } : with_([]);
  const interfaces = endpoint.subnets.map((subnet) => ({
    ...endAt(scene.network, `endpoint ${to.service}`, subnet, endpoint.groups),
    endpoint: endpoint.id,
  }));
  return with_(interfaces, { host, ...calling(scene, to.action, "*", "owner") });
}

/** Interfaces in the nodes' subnets, of which the groups are not known. */
const beside = ({ network, ends }: Scene, service: string): End[] =>
  ends("nodes").flatMap(({ subnet }) => {
    if (subnet === undefined) return [];
    const { groups: _, ...end } = endAt(network, `endpoint ${service}`, subnet, []);
    return [end];
  });

/** Nothing where the account that signs is not known. */
function calling({ account }: Scene, action: string, resource: string, as: "owner" | "stranger" | "nobody"): Pick<Conversation, "call"> {
  if (as === "nobody") return { call: { action, resource, context: {} } };
  if (account === undefined) return {};
  const owner = as === "owner" ? account : `not ${account}`;
  return { call: { action, resource, context: { "aws:PrincipalAccount": account, "aws:ResourceAccount": owner } } };
}

/** An interface in a subnet: its address is one that AWS does not keep for itself. */
export function endAt({ subnets }: Network, name: string, subnet: string, groups: readonly string[]): End {
  const cidr = subnets.find(({ id }) => id === subnet)?.cidr;
  if (cidr === undefined) throw new RangeError(`${name} is in ${subnet}, which is no subnet of the network`);
  return { name, address: addressIn(cidr, 10), subnet, groups, isPublic: false };
}

const portsOf = (who: Participant): readonly Range[] => (who === "nodes" || who === "builder" ? callers.node : callers.any);

/** What is refused of a row's conversations, one line each, and each once. */
export function refusedOf(row: Row, scene: Scene): string[] {
  const { conversations, missing } = expand(row, scene);
  const refusals = conversations.flatMap((conversation) => judge(scene.network, conversation) ?? []);
  const reasons = [...(missing === undefined ? [] : [`: ${missing}`]), ...refusals.map(({ by, what }) => ` by ${by}: ${what}`)];
  return [...new Set(reasons)].map((reason) => `${shown(row)} is refused${reason}`);
}

/** Which of a row's conversations are held, one line each. */
export function heldOf(row: Row, scene: Scene): string[] {
  const held = expand(row, scene).conversations.filter((conversation) => judge(scene.network, conversation) === undefined);
  return held.map(({ from, to }) => `${shown(row)} is held, from ${nameOf(from, scene)} to ${nameOf(to, scene)}`);
}

const nameOf = ({ subnet }: End, { network }: Scene): string => network.subnets.find(({ id }) => id === subnet)?.name ?? "outside";

const shown = (row: Row): string => `${row.who} → ${calleeOf(row)} ${row.port} (${row.why})`;

function calleeOf({ to }: Row): string {
  if ("bucket" in to) return `bucket ${to.bucket}`;
  if ("service" in to) return to.service;
  if ("is" in to) return to.is;
  if ("beside" in to) return to.beside;
  return "host" in to ? to.host : "link" in to ? to.link : to.outside;
}
