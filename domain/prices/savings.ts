import { type Assumptions, storeAssumptionsIn } from "./assumptions.ts";
import type { PricedResource } from "./charge.ts";
import { type Cost, type CostItem, costOf } from "./cost.ts";
import { listPrices, type PriceTable } from "./table.ts";

/** A way to spend less, and what is lost by it. */
export interface Saving {
  /** The setting and its value: `network.nat: single`. */
  readonly setting: string;
  /** The loss. */
  readonly givesUp: string;
  /** US dollars a month that it saves at the fewest nodes. */
  readonly usd: number;
}

interface Change extends Omit<Saving, "usd"> {
  /** Whether policies refuse it in prod, or its default is meant for prod alone. */
  readonly notInProd?: boolean;
  readonly change: (resources: readonly PricedResource[]) => readonly PricedResource[];
}

/** Without all but the first `kept` resources of a type. */
const without =
  (type: string, kept = 0) =>
  (resources: readonly PricedResource[]) => {
    const rest = resources.filter((resource) => resource.type === type).slice(kept);
    return resources.filter((resource) => !rest.includes(resource));
  };

/** With other inputs in the resources of a type. */
const withInputs =
  (type: string, change: (inputs: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>) =>
  (resources: readonly PricedResource[]) =>
    resources.map((resource) =>
      resource.type === type ? { ...resource, inputs: { ...resource.inputs, ...change(resource.inputs ?? {}) } } : resource,
    );

const firewall = "aws:networkfirewall/firewall:Firewall";
const nat = "aws:ec2/natGateway:NatGateway";
const eip = "aws:ec2/eip:Eip";

const changes: readonly Change[] = [
  {
    setting: "network.egress: dns-firewall",
    givesUp: "the look at TLS server names: an allowed name's address can then be reached under any name",
    change: without(firewall),
  },
  {
    setting: "network.nat: single",
    givesUp: "egress from every zone when the one with the gateway fails",
    change: (resources) => without(eip, 1)(without(nat, 1)(resources)),
  },
  {
    setting: "network.endpointZones: 1",
    givesUp: "AWS's services for nodes of every zone when that zone fails; traffic between zones costs a cent a GB",
    change: withInputs("aws:ec2/vpcEndpoint:VpcEndpoint", ({ subnetIds }) =>
      Array.isArray(subnetIds) ? { subnetIds: subnetIds.slice(0, 1) } : {},
    ),
  },
  {
    setting: "database.multiAz: false",
    givesUp: "the standby: the store is down while the database is patched or its zone fails",
    notInProd: true,
    change: withInputs("aws:rds/instance:Instance", () => ({ multiAz: false })),
  },
  {
    setting: "cache.replicas: 0",
    givesUp: "failover of caches and sessions: shoppers are signed out when a node fails",
    notInProd: true,
    change: withInputs("aws:elasticache/replicationGroup:ReplicationGroup", ({ numCacheClusters }) =>
      typeof numCacheClusters === "number" ? { numCacheClusters: 1 } : {},
    ),
  },
  {
    setting: "web.minimum: 1",
    givesUp: "the second node: the store is down until a failed one is replaced",
    notInProd: true,
    change: withInputs("aws:autoscaling/group:Group", () => ({ minSize: 1, desiredCapacity: undefined })),
  },
];

/**
 * Discount of a year's reservation without upfront payment on list prices: of m7g.large, of db.m7g.large and of cache.t4g.medium in us-east-1, in AWS's
 * price files of 2025-04-04 (0.054 of 0.0816, 0.1295 of 0.168, 0.044 of 0.065).
 */
const reserved: Readonly<Record<string, number>> = { "EC2 instance": 0.33, "database instance": 0.23, "cache node": 0.32 };

/** Changes that would make a stack cheaper, the largest saving first; savings under a dollar are left out. */
export function savingsOf(
  resources: readonly PricedResource[],
  isProd: boolean,
  assumptions: Assumptions = storeAssumptionsIn("prod"),
  prices: PriceTable = listPrices,
): Saving[] {
  const cost = costOf(resources, assumptions, prices);
  const asChanged = changes.flatMap(({ setting, givesUp, notInProd, change }) => {
    if (notInProd && isProd) return [];
    const usd = cost.usd.from - costOf(change(resources), assumptions, prices).usd.from;
    return [{ setting, givesUp, usd: Math.round(usd * 100) / 100 }];
  });
  const savings = [...asChanged, ...reservationsOf(cost)].filter(({ usd }) => usd >= 1);
  return savings.sort((a, b) => b.usd - a.usd);
}

function reservationsOf({ items }: Cost): Saving[] {
  const off = items.reduce((sum, item) => sum + savedBy(item), 0);
  if (off === 0) return [];
  const givesUp = "the freedom to shrink nodes, database and caches for a year; they are bought in AWS, no setting does it";
  return [{ setting: "reservations for a year, without upfront payment", givesUp, usd: Math.round(off * 100) / 100 }];
}

const savedBy = ({ what, usd }: CostItem) => usd.from * (reserved[what] ?? 0);
