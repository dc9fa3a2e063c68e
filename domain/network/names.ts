import { startTlsPorts } from "../defaults/ports.ts";
import type { Conversation, Refusal } from "./conversation.ts";
import type { NameRule, Network } from "./network.ts";

/** What a DNS firewall says of a name, or of what AWS names: the first rule that has it decides; what no rule has resolves. */
export function refusedByDns({ names }: Network, { host, to }: Pick<Conversation, "host" | "to">): Refusal | undefined {
  const rule = names?.find((one) => hasName(one, host) || (to.namedBy !== undefined && one.namesOf.includes(to.namedBy)));
  return rule && !rule.allows ? { by: `DNS firewall, rule ${rule.id}`, what: `the name ${host ?? `of ${to.name}`}` } : undefined;
}

const hasName = ({ domains }: NameRule, host: string | undefined): boolean =>
  domains.some(
    (domain) => domain === "*" || (host !== undefined && (domain === host || (domain.startsWith("*.") && host.endsWith(domain.slice(1))))),
  );

/**
 * What a network firewall that drops by default says: TLS to a name on its list passes, and a port that it names. Where a conversation
 * begins in the clear there is no name to look at. One that opens TLS wants a certificate of that name, and reads the host inside.
 */
export function refusedByFirewall({ packets = [], inspects }: Network, conversation: Conversation): Refusal | undefined {
  const { host, port, to, disguise = { asks: host, isProven: true } } = conversation;
  const listed = (names: readonly string[], wanted: string | undefined) =>
    names.some((name) => wanted === name || (name.startsWith(".") && wanted?.endsWith(name)));
  const isHeld = (names: readonly string[]) =>
    listed(names, disguise.asks) && (!inspects || (disguise.isProven && listed(names, disguise.inside ?? disguise.asks)));
  const passed = packets.some(({ passes }) =>
    "port" in passes ? passes.port === port : !startTlsPorts.includes(port) && isHeld(passes.names),
  );
  return passed ? undefined : { by: "network firewall", what: `port ${port} of ${host ?? to.name}` };
}
