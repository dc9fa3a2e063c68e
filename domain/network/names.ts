import { startTlsPorts } from "../defaults/ports.ts";
import type { Conversation, Refusal } from "./conversation.ts";
import type { Network } from "./network.ts";

/** What a DNS firewall says of a name: the first rule that has it decides; what no rule has resolves. */
export function refusedByDns({ names }: Network, host: string): Refusal | undefined {
  const rule = names?.find(({ domains }) => domains.some((domain) => hasName(domain, host)));
  return rule && !rule.allows ? { by: `DNS firewall, rule ${rule.id}`, what: `the name ${host}` } : undefined;
}

const hasName = (domain: string, host: string): boolean =>
  domain === "*" || domain === host || (domain.startsWith("*.") && host.endsWith(domain.slice(1)));

/**
 * What a network firewall that drops by default says: TLS to a name on its list passes, and a port that it names. Where a conversation
 * begins in the clear there is no name to look at.
 */
export function refusedByFirewall({ packets = [] }: Network, { host, port, to }: Conversation): Refusal | undefined {
  const named = (names: readonly string[]) => names.some((name) => host === name || (name.startsWith(".") && host?.endsWith(name)));
  const passed = packets.some(({ passes }) =>
    "port" in passes ? passes.port === port : !startTlsPorts.includes(port) && named(passes.names),
  );
  return passed ? undefined : { by: "network firewall", what: `port ${port} of ${host ?? to.name}` };
}
