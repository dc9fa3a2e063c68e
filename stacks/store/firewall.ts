import { wafLimits } from "../../components/defaults/firewall.ts";
import { Firewall } from "../../components/firewall/firewall.ts";
import type { GuardSets } from "../../components/login-guard/guard-sets.ts";
import { firewallAddresses, firewallPlanArgs, tokenDomains, trials } from "../settings/firewall-plan.ts";
import type { StoreSettings } from "../settings/resolve.ts";
import type { StoreEdge } from "./edge.ts";
import type { Foundation } from "./foundation.ts";

/** The web ACL in front of the store's load balancer. */
export function deployFirewall(settings: StoreSettings, foundation: Foundation, { edge }: StoreEdge, guardSets: GuardSets): Firewall {
  return new Firewall(
    "firewall",
    {
      ...firewallPlanArgs(settings),
      addresses: firewallAddresses(settings.firewall),
      guardSetArns: [guardSets.ipv4.arn, guardSets.ipv6.arn],
      loadBalancerArns: [edge.loadBalancerArn],
      tokenDomains: tokenDomains([settings.domain, ...settings.aliases], settings.dns.zone, wafLimits.tokenDomains),
      trials: Object.fromEntries(trials(settings.firewall).map(({ rule, until }) => [rule, until])),
      ...foundation.logs,
    },
    foundation.opts,
  );
}
