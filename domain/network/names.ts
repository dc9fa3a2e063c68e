import { startTlsPorts } from "../defaults/ports.ts";
import type { Conversation, Refusal } from "./conversation.ts";
import type { NameRule, Network } from "./network.ts";

/** The refusal of a name by a DNS firewall, also of a name that AWS gives: the first rule that has it decides; what no rule has resolves. */
export function refusedByDns({ names }: Network, { host, to }: Pick<Conversation, "host" | "to">): Refusal | undefined {
  const rule = names?.find((one) => hasName(one, host) || (to.namedBy !== undefined && one.namesOf.includes(to.namedBy)));
  return rule && !rule.allows ? { by: `DNS firewall, rule ${rule.id}`, what: `the name ${host ?? `of ${to.name}`}` } : undefined;
}

const hasName = ({ domains }: NameRule, host: string | undefined): boolean =>
  domains.some(
    (domain) => domain === "*" || (host !== undefined && (domain === host || (domain.startsWith("*.") && host.endsWith(domain.slice(1))))),
  );

/**
 * The refusal by a network firewall that drops by default: TLS that asks for a name on its list passes, wherever it goes, and a port that it
 * names. Where a conversation begins in the clear there is no name to look at.
 */
export function refusedByFirewall({ packets = [] }: Network, { host, asks = host, port, to }: Conversation): Refusal | undefined {
  const named = (names: readonly string[]) => names.some((name) => asks === name || (name.startsWith(".") && asks?.endsWith(name)));
  const passed = packets.some(({ passes }) =>
    "port" in passes ? passes.port === port : !startTlsPorts.includes(port) && named(passes.names),
  );
  return passed ? undefined : { by: "network firewall", what: `port ${port} of ${host ?? to.name}` };
}
