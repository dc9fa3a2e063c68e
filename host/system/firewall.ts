import { dataPorts } from "../../domain/defaults/ports.ts";
import type { HostFile, NodeSettings } from "../node.ts";

/** Addresses that AWS gives every instance (docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#link-local-addresses). */
const linkLocal = { metadata: "169.254.169.254", resolver: "169.254.169.253", time: "169.254.169.123" } as const;

/**
 * Allowed connections to and from a node: those of its security group, restricted by user as well. Only root reaches the instance
 * metadata service, so that neither a forged request nor a compromised PHP gets the node's credentials.
 */
export function firewallFile({ balancerBlocks, networkBlock, mail }: NodeSettings): HostFile {
  const set = (values: readonly (string | number)[]) => `{ ${values.join(", ")} }`;
  const content = `# What is not here is dropped. Read by nftables.service, which an instance starts with.
flush ruleset

table inet xcart {
  chain input {
    type filter hook input priority filter; policy drop;
    iif "lo" accept
    ct state vmap { established : accept, related : accept, invalid : drop }
    ip saddr ${set(balancerBlocks)} tcp dport 443 accept
    udp sport 67 udp dport 68 accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-advert } accept
    limit rate 6/minute log prefix "dropped-in "
  }

  chain forward {
    type filter hook forward priority filter; policy drop;
  }

  chain output {
    type filter hook output priority filter; policy drop;
    oif "lo" accept
    ip daddr ${linkLocal.metadata} meta skuid != 0 reject
    ip daddr ${linkLocal.metadata} tcp dport 80 accept
    ct state vmap { established : accept, related : accept, invalid : drop }
    ip daddr ${linkLocal.time} udp dport 123 accept
    ip daddr ${set([networkBlock, linkLocal.resolver])} meta l4proto { tcp, udp } th dport 53 accept
    ip daddr ${networkBlock} tcp dport ${set(Object.values(dataPorts))} accept
    ip daddr != 169.254.0.0/16 tcp dport ${set([443, ...(mail.provider ? [mail.provider.port] : [])])} accept
    udp sport 68 udp dport 67 accept
    icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit } accept
    limit rate 6/minute log prefix "dropped-out "
    reject
  }
}
`;
  return { path: "/etc/sysconfig/nftables.conf", mode: 0o600, content };
}
