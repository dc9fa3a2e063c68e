import type { Refusal } from "../../domain/network/conversation.ts";
import type { Row } from "../../domain/network/conversations.ts";
import type { ExfiltrationPath, Layer } from "../../domain/network/exfiltration.ts";
import { expand, type Scene } from "../../domain/network/expand.ts";
import { judge } from "../../domain/network/judge.ts";
import { decideFor } from "../components/iam.ts";
import { leaves } from "./nft.ts";

/** What a way out of a node has to get past. */
export interface Borders {
  readonly scene: Scene;
  /** The rules of the node's own firewall. */
  readonly rules: string;
  /** The policy of the node's role. */
  readonly policy: unknown;
  readonly accountId: string;
}

const layers: readonly (readonly [by: RegExp, layer: Layer])[] = [
  [/^DNS firewall/, "DNS firewall"],
  [/^security group/, "security group"],
  [/^network firewall/, "network firewall"],
  [/^policy of endpoint/, "endpoint policy"],
];

const php = 48;

/**
 * What stops a way first: the name, the node's own firewall (root would switch it off), each border, and at last IAM. Throws where the
 * zones do not agree, or a border stops it that the table does not know.
 */
export function stopOf(way: ExfiltrationPath, borders: Borders): Layer {
  const { who, what, to, port = 443, protocol = "tcp", from = "nodes" } = way;
  const row: Row = { who: from, to, port, protocol, why: what };
  const { conversations, missing } = expand(row, borders.scene);
  if (missing !== undefined || conversations.length === 0) throw new Error(`${what}: ${missing ?? "no one begins it"}`);
  const found = conversations.map((conversation): Layer => {
    const refusal = judge(borders.scene.network, conversation);
    const packet = { uid: php, address: conversation.to.address, protocol, port };
    if (refusal?.by.startsWith("DNS firewall")) return "DNS firewall";
    if (who === "PHP" && from === "nodes" && !leaves(borders.rules, packet)) return "nftables";
    return refusal ? layerOf(refusal) : "nothing";
  });
  const [first = "nothing"] = found;
  if (found.some((layer) => layer !== first)) throw new Error(`${what}: ${found.join(", ")}, by zone`);
  return first === "nothing" && way.asks && !isGranted(way.asks, borders) ? "IAM" : first;
}

function layerOf({ by, what }: Refusal): Layer {
  const [, layer] = layers.find(([pattern]) => pattern.test(by)) ?? [];
  if (!layer) throw new Error(`${what} is stopped by ${by}, which is no layer of the table`);
  return layer;
}

const isGranted = ({ action, resource }: NonNullable<ExfiltrationPath["asks"]>, { policy, accountId }: Borders): boolean =>
  decideFor([policy], { action, resource: resource.replace("{account}", accountId) }) === "allowed";
