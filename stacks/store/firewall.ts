import { interpolate } from "@pulumi/pulumi";
import type { Addresses } from "../../components/firewall/addresses.ts";
import { Firewall } from "../../components/firewall/firewall.ts";
import type { GuardSets } from "../../components/login-guard/guard-sets.ts";
import { wafLimits } from "../../domain/defaults/firewall.ts";
import { firewallAddresses, firewallPlanArgs, tokenDomains, trials } from "../settings/firewall-plan.ts";
import type { StoreSettings } from "../settings/resolve.ts";
import type { StoreEdge } from "./edge.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreNetwork } from "./network.ts";

/** The web ACL in front of the store's load balancer. */
export function deployFirewall(
  settings: StoreSettings,
  foundation: Foundation,
  { network, front: { edge }, guardSets }: { network: StoreNetwork; front: StoreEdge; guardSets: GuardSets },
): Firewall {
  const addresses = firewallAddresses(settings.firewall);
  return new Firewall(
    "firewall",
    {
      ...firewallPlanArgs(settings),
      addresses: { ...addresses, monitor: withOwn(addresses.monitor, network) },
      guardSetArns: [guardSets.ipv4.arn, guardSets.ipv6.arn],
      loadBalancerArns: [edge.loadBalancerArn],
      tokenDomains: tokenDomains([settings.domain, ...settings.aliases], settings.dns.zone, wafLimits.tokenDomains),
      trials: Object.fromEntries(trials(settings.firewall).map(({ rule, until }) => [rule, until])),
      ...foundation.logs,
    },
    foundation.opts,
  );
}

/** The canary comes by the store's own way out, from a country and out of a data centre that shoppers may not: it is a monitor like others. */
const withOwn = ({ description, ...monitors }: Addresses, { egress }: StoreNetwork): Addresses => ({
  ...monitors,
  description: monitors.addresses.length > 0 ? `${description}; the store's own canary` : "The store's own canary",
  madeByAws: egress.addresses.map((own) => interpolate`${own}/32`),
});
