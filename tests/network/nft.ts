import { inBlock, isV6 } from "../../domain/network/addresses.ts";

/** The first packet of a connection that someone on a node opens. */
export interface Packet {
  readonly uid: number;
  readonly address: string;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

type Match = (packet: Packet) => boolean;

/**
 * What the node's own firewall does with a packet that leaves: the first line of its chain that matches and has a verdict decides. It
 * knows the forms that host/system/firewall.ts writes, and throws for others. Whether nft takes the rules, tests/host/system asks nft.
 */
export function leaves(rules: string, packet: Packet): boolean {
  const chain = /chain output \{\n([\s\S]*?)\n {2}\}/.exec(rules)?.[1] ?? "";
  for (const line of chain.split("\n").map((text) => text.trim())) {
    const { matches, verdict } = parse(line);
    if (verdict && matches.every((match) => match(packet))) return verdict === "accept";
  }
  return !chain.includes("policy drop");
}

const never: Match = () => false;

const list = (text: string): string[] => text.replace(/[{}\s]/g, "").split(",");

const addressed = (blocks: readonly string[], { address }: Packet): boolean =>
  !isV6(address) && blocks.some((block) => inBlock(address, block.includes("/") ? block : `${block}/32`));

/** What a line may begin with, and what it asks of a packet. */
const forms: readonly (readonly [form: RegExp, match: (found: readonly string[]) => Match])[] = [
  [
    /^ip daddr != (\S+) /,
    ([, block = ""]) =>
      (packet) =>
        !isV6(packet.address) && !addressed([block], packet),
  ],
  [
    /^ip daddr (\{[^}]*\}|\S+) /,
    ([, blocks = ""]) =>
      (packet) =>
        addressed(list(blocks), packet),
  ],
  [
    /^meta skuid != 0 /,
    () =>
      ({ uid }) =>
        uid !== 0,
  ],
  [
    /^meta l4proto (\{[^}]*\}) /,
    ([, protocols = ""]) =>
      ({ protocol }) =>
        list(protocols).includes(protocol),
  ],
  [
    /^th dport (\{[^}]*\}|\d+) /,
    ([, ports = ""]) =>
      ({ port }) =>
        list(ports).includes(String(port)),
  ],
  [
    /^(tcp|udp) dport (\{[^}]*\}|\d+) /,
    ([, wanted = "", ports = ""]) =>
      ({ protocol, port }) =>
        protocol === wanted && list(ports).includes(String(port)),
  ],
  // Loopback, replies, DHCP from its own port, neighbours, and the limit of the log: none of them is about a new connection outward.
  [/^(oif "lo"|ct state vmap \{[^}]*\}|udp sport 68|icmpv6 type \{[^}]*\}|limit rate \S+ log prefix "[^"]*") ?/, () => never],
];

function parse(line: string): { readonly matches: readonly Match[]; readonly verdict?: "accept" | "reject" } {
  if (line === "type filter hook output priority filter; policy drop;") return { matches: [] };
  const matches: Match[] = [];
  let rest = line;
  while (rest !== "accept" && rest !== "reject" && rest !== "") {
    const form = forms.find(([pattern]) => pattern.test(rest));
    const found = form?.[0].exec(rest);
    if (!form || !found) throw new Error(`${line}: a form of nft that is not evaluated`);
    matches.push(form[1](found));
    rest = rest.slice(found[0].length);
  }
  return rest === "" ? { matches } : { matches, verdict: rest };
}
