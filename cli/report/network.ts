import {
  calleeOf,
  knownFunctions,
  neededConversations,
  type Participant,
  type Row,
  type StoreFacts,
} from "../../domain/network/conversations.ts";
import { type ExfiltrationPath, exfiltrationPaths, stopsOf } from "../../domain/network/exfiltration.ts";
import { expand, refusedOf, type Scene } from "../../domain/network/expand.ts";
import { judge } from "../../domain/network/judge.ts";
import { refusedConversations } from "../../domain/network/refused-conversations.ts";
import { stackOf } from "../../policies/model/graph.ts";
import type { Stack } from "../../policies/model/stack.ts";
import { UnknownValue } from "../../policies/model/values.ts";
import { sceneOf } from "../../policies/vpc/participants.ts";
import type { GraphResource } from "../offline/graph.ts";

/** One subnet. */
export interface SubnetReport {
  readonly zone: string;
  readonly cidr: string;
}

/** The subnets of one tier, and who stands in them. */
export interface TierReport {
  readonly tier: string;
  readonly subnets: readonly SubnetReport[];
  readonly members: readonly { readonly name: string; readonly zones: number }[];
}

/** A conversation that the store needs, and whether every border lets it pass. */
export interface TalkReport {
  readonly from: string;
  readonly to: string;
  /** The other end in the picture: a member of a tier, or one of {@link outsiders}. */
  readonly towards: string;
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly why: string;
  /** The controls that refuse it, sentences; none where it is permitted. */
  readonly refused: readonly string[];
}

/** A way in which data could leave a compromised node. */
export interface WayOutReport {
  readonly who: "PHP" | "root";
  readonly what: string;
  /** The control that stops it first; `nothing` where it is open. */
  readonly stoppedBy: string;
  /** Whether the simulator found that out here; else it is of the node or of IAM, and tests try it. */
  readonly simulated: boolean;
  readonly beside?: string;
}

/** A store's network, as the simulator of domain/network sees it. */
export interface NetworkReport {
  readonly cidr: string;
  readonly zones: readonly string[];
  /** The tiers from the internet inwards. */
  readonly tiers: readonly TierReport[];
  readonly talks: readonly TalkReport[];
  /** Number of conversations that must fail, and those that are possible all the same, a line each. */
  readonly mustFail: { readonly tried: number; readonly held: readonly string[] };
  readonly waysOut: readonly WayOutReport[];
  /** The services of AWS that are reached without leaving the network. */
  readonly endpoints: readonly string[];
}

/** Parties outside of the network. */
export const outsiders = ["shoppers", "the internet"] as const;

/** Name of the interfaces of AWS's services in the picture. */
export const ENDPOINTS = "AWS endpoints";

const order = ["public", "egress", "firewall", "application", "data"];

/** The network of a store's graph; undefined where it has none, a sentence where a part of it is known only after apply. */
export function networkOf(resources: readonly GraphResource[], facts: StoreFacts, reads: boolean): NetworkReport | string | undefined {
  const stack = stackOf(resources);
  const [vpc] = stack.ofType("aws:ec2/vpc:Vpc");
  if (!vpc) return undefined;
  try {
    const scene = { ...sceneOf(vpc, stack), ...(facts.accountStack && { accountStack: facts.accountStack }) };
    const rows = refusedConversations(facts);
    return {
      cidr: scene.network.cidr,
      ...tiersOf(scene, stack),
      talks: neededConversations(facts).flatMap((row) => talkOf(row, scene)),
      mustFail: { tried: rows.length, held: rows.flatMap((row) => heldIn(row, scene)) },
      waysOut: exfiltrationPaths(facts.region).map((way) => wayOf(way, scene, reads)),
      endpoints: scene.network.endpoints.map(({ service }) => service).sort(),
    };
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    return `the network cannot be judged before apply: ${error.message}`;
  }
}

const participants: readonly Participant[] = [
  "load balancer",
  "builder",
  "nodes",
  ...knownFunctions.map((name): Participant => `function ${name}`),
  "files",
  "sessions",
  "cache",
  "database",
  "copy",
  "restored",
];

function tiersOf(scene: Scene, stack: Stack): Pick<NetworkReport, "tiers" | "zones"> {
  const subnets = stack.ofType("aws:ec2/subnet:Subnet").map((subnet) => ({
    urn: subnet.urn,
    tier: subnet.text("tags.tier") ?? "other",
    zone: subnet.text("availabilityZoneId") ?? subnet.text("availabilityZone") ?? "",
    cidr: subnet.text("cidrBlock") ?? "",
  }));
  const nats = stack.ofType("aws:ec2/natGateway:NatGateway").flatMap((nat) => stack.referred(nat, "subnetId", ["aws:ec2/subnet:Subnet"]));
  const standing = new Map<string, readonly string[]>([
    ...participants.map((who): [string, string[]] => [nameOf(who), scene.ends(who).flatMap(({ subnet }) => subnet ?? [])]),
    ["NAT gateways", nats.map(({ urn }) => urn)],
    [ENDPOINTS, scene.network.endpoints.flatMap((one) => one.subnets)],
  ]);
  const tiers = [...Map.groupBy(subnets, ({ tier }) => tier)].map(([tier, list]) => ({
    tier,
    subnets: list.map(({ zone, cidr }) => ({ zone, cidr })),
    members: [...standing].flatMap(([name, places]) => {
      const zones = new Set(list.filter(({ urn }) => places.includes(urn)).map(({ zone }) => zone)).size;
      return zones > 0 ? [{ name, zones }] : [];
    }),
  }));
  const rank = ({ tier }: TierReport) => (order.includes(tier) ? order.indexOf(tier) : order.length);
  return { tiers: tiers.sort((a, b) => rank(a) - rank(b)), zones: [...new Set(subnets.map(({ zone }) => zone))] };
}

/** The conversation; empty where the graph has no party that begins it. */
function talkOf(row: Row, scene: Scene): TalkReport[] {
  const { conversations, missing } = expand(row, scene);
  if (conversations.length === 0 && missing === undefined) return [];
  const { who, port, protocol = "tcp", why } = row;
  return [{ from: nameOf(who), to: toOf(row), towards: towards(row), port, protocol, why, refused: refusedOf(row, scene) }];
}

function heldIn(row: Row, scene: Scene): string[] {
  const held = expand(row, scene).conversations.some((conversation) => judge(scene.network, conversation) === undefined);
  return held ? [`${nameOf(row.who)} to ${toOf(row)}, port ${row.port}: ${row.why}`] : [];
}

const layers = ["DNS firewall", "security group", "network firewall"] as const;

/** The simulator's verdict on a way; a way that it does not cover has the verdict of domain/network's table. */
function wayOf(way: ExfiltrationPath, scene: Scene, reads: boolean): WayOutReport {
  const { who, what, to, port = 443, protocol = "tcp", from = "nodes", beside } = way;
  const expected = stopsOf(way)[reads ? "reads" : "names"];
  const { conversations } = expand({ who: from, to, port, protocol, why: what }, scene);
  const refusals = conversations.map((conversation) => judge(scene.network, conversation)?.by);
  // The node's own firewall is asked before every border, but behind the names.
  const ofNode = expected === "nftables" || expected === "IAM";
  const [first] = refusals;
  const stopped = refusals.length > 0 && refusals.every((by) => by !== undefined);
  const layer = layers.find((name) => first?.startsWith(name)) ?? (first?.startsWith("policy of endpoint") ? "endpoint policy" : "routes");
  return { who, what, stoppedBy: ofNode ? expected : stopped ? layer : "nothing", simulated: !ofNode, ...(beside && { beside }) };
}

const nameOf = (who: Participant): string => (who.startsWith("function ") ? who.slice(9) : who.replace(/^shopper/, "shoppers"));

const toOf = (row: Row): string => ("is" in row.to ? nameOf(row.to.is) : calleeOf(row));

function towards({ to }: Row): string {
  if ("is" in to) return nameOf(to.is).replace(/ by IPv6$/, "");
  if ("service" in to || "bucket" in to || "own" in to || "beside" in to) return ENDPOINTS;
  return "link" in to ? "the instance itself" : "the internet";
}
