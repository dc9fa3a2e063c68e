import { type Input, interpolate } from "@pulumi/pulumi";
import { Alarms } from "../../components/alarms/alarms.ts";
import { firewallAlarms } from "../../components/alarms/firewall-plan.ts";
import { Firewall } from "../../components/firewall/firewall.ts";
import type { GuardSets } from "../../components/login-guard/guard-sets.ts";
import type { PassSet } from "../../components/payment-page/pass-set.ts";
import type { Addresses } from "../../domain/firewall/addresses.ts";
import { firewallAddresses, firewallPlanArgs, ownTokenDomains, trials } from "../settings/resolve/firewall.ts";
import type { StoreSettings } from "../settings/resolve/store.ts";
import type { Foundation } from "./foundation.ts";
import type { StoreFront } from "./front.ts";
import type { StoreNetwork } from "./network.ts";

/** Parts that the web ACL depends on. */
interface FirewallParts {
  readonly network: StoreNetwork;
  readonly front: StoreFront;
  readonly guardSets: GuardSets;
  /** The set by which the watch of the payment page is recognized. @default - nothing watches it */
  readonly pass: PassSet | undefined;
}

/** The web ACL in front of the store's load balancer, and its alarms. */
export function deployFirewall(
  settings: StoreSettings,
  foundation: Foundation,
  { network, front, guardSets, pass }: FirewallParts,
): Firewall {
  const { topicArn, opts, logs } = foundation;
  const rules = firewallPlanArgs(settings);
  const addresses = firewallAddresses(settings.firewall);
  const firewall = new Firewall(
    "firewall",
    {
      ...rules,
      addresses: { ...addresses, monitor: withOwn(addresses.monitor, network) },
      guardSetArns: { ipv4: guardSets.ipv4.arn, ipv6: guardSets.ipv6.arn },
      visitSetArn: pass?.arn,
      loadBalancerArns: [front.loadBalancer.loadBalancerArn],
      tokenDomains: ownTokenDomains(settings),
      trials: Object.fromEntries(trials(settings.firewall).map(({ rule, until }) => [rule, until])),
      ...(settings.firewall.api.open && { apiReason: settings.firewall.api.reason }),
      ...logs,
      protectLog: settings.protection,
    },
    opts,
  );
  const storeOrders = rules.actionOf("order-store-rate");
  const plan = firewallAlarms({ ...settings, ...settings.alarms, webAclName: firewall.webAclName, storeOrders });
  new Alarms("firewall-alarms", { plan, topicArn }, opts);
  return firewall;
}

/** The canary's traffic leaves through the store's NAT gateways, from a country and a network that may be blocked for shoppers: it is a monitor. */
const withOwn = ({ description, ...monitors }: Addresses, { egress }: StoreNetwork): Addresses<Input<string>> => ({
  ...monitors,
  description: monitors.addresses.length > 0 ? `${description}; the store's own canary` : "The store's own canary",
  madeByAws: egress.addresses.map((own) => interpolate`${own}/32`),
});
