import { regions } from "../../components/defaults/regions.ts";
import { fault } from "./faults.ts";
import type { StoreSettings } from "./resolve.ts";
import { daySpans, freezesOverlap, longestGap, overlap, weekSpan } from "./windows.ts";

/**
 * What is wrong with a store's settings beyond their shape: one sentence each, all of them.
 * What AWS limits is checked here, so that `pulumi up` does not find it.
 */
export function checkStore(settings: StoreSettings): string[] {
  return [
    ...nameFaults(settings),
    ...networkFaults(settings),
    ...windowFaults(settings),
    ...freezeFaults(settings),
    ...sizeFaults(settings),
    ...productionFaults(settings),
  ];
}

const within = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

function nameFaults({ domain, aliases, dns, account }: StoreSettings): string[] {
  const names: [string, string][] = [["domain", domain], ...aliases.map((alias, i): [string, string] => [`aliases[${i}]`, alias])];
  const faults = names
    .filter(([, name]) => !within(name, dns.zone))
    .map(([path, name]) => fault(path, name, `a name in the zone ${dns.zone} (dns.zone)`));
  names.forEach(([path, name], i) => {
    if (names.findIndex(([, other]) => other === name) < i) faults.push(fault(path, name, "a name that is not there already"));
  });
  if (dns.createZone && dns.zoneId)
    faults.push(fault("dns.zoneId", dns.zoneId, "no id where createZone is true: the zone is still to be made"));
  if (account.stack && account.logArchiveArn)
    faults.push(fault("account.logArchiveArn", account.logArchiveArn, "nothing beside account.stack, which names the archive already"));
  return faults;
}

function networkFaults({ region, network }: StoreSettings): string[] {
  const available = regions[region].length;
  const faults: string[] = [];
  if (network.zones > available) faults.push(fault("network.zones", network.zones, `at most ${available}, which is what ${region} has`));
  if (network.endpointZones > network.zones)
    faults.push(fault("network.endpointZones", network.endpointZones, `at most network.zones, ${network.zones}`));
  return faults;
}

/** Shortest windows: 30 minutes (RDS), an hour (ElastiCache); longest: a day (PutMaintenanceWindow of both). */
function windowFaults({ database, cache, maintenance }: StoreSettings): string[] {
  const window = weekSpan(maintenance.window);
  const faults: string[] = [];
  if (window.length < 60 || window.length > 24 * 60)
    faults.push(fault("maintenance.window", maintenance.window, "a window of one hour to one day"));
  const daily: [string, string, number][] = [
    ["database.backupWindow", database.backupWindow, 30],
    ["cache.snapshotWindow", cache.snapshotWindow, 60],
  ];
  for (const [path, text, shortest] of daily) {
    const spans = daySpans(text);
    if ((spans[0]?.length ?? 0) < shortest) faults.push(fault(path, text, `a window of at least ${shortest} minutes`));
    if (spans.some((span) => overlap(span, window)))
      faults.push(fault(path, text, `a window that does not overlap maintenance.window, ${maintenance.window}`));
  }
  return faults;
}

/** PCI DSS 6.3.3: critical patches within one month, so no more than 30 days between two windows. */
function freezeFaults({ maintenance }: StoreSettings): string[] {
  const { freezes, window } = maintenance;
  const faults = freezes.flatMap((freeze, i) => {
    const path = `maintenance.freezes[${i}]`;
    const backwards = freeze.from > freeze.to ? [fault(`${path}.to`, freeze.to, `a day on or after from, ${freeze.from}`)] : [];
    const earlier = freezes.findIndex((other, j) => j < i && freezesOverlap(other, freeze));
    return earlier < 0
      ? backwards
      : [...backwards, fault(path, `${freeze.from} to ${freeze.to}`, `days that maintenance.freezes[${earlier}] does not hold already`)];
  });
  const gap = faults.length ? undefined : longestGap(window, freezes);
  if (gap && gap.days > 30) {
    faults.push(
      fault(
        "maintenance.freezes",
        `no maintenance window between ${gap.from} and ${gap.to} (${gap.days} days)`,
        "at most 30 days from one window to the next (PCI DSS 6.3.3)",
      ),
    );
  }
  return faults;
}

function sizeFaults({ database, web }: StoreSettings): string[] {
  const faults: string[] = [];
  const least = Math.ceil(database.storageGiB * 1.1);
  if (database.maximumStorageGiB < least)
    faults.push(
      fault(
        "database.maximumStorageGiB",
        database.maximumStorageGiB,
        `at least ${least}, a tenth more than storageGiB (RDS storage autoscaling)`,
      ),
    );
  if (/\.t4g\.(micro|small)$/.test(database.instanceClass))
    faults.push(
      fault("database.instanceClass", database.instanceClass, "db.t4g.medium or larger, since smaller ones have no Performance Insights"),
    );
  if (web.minimum > web.maximum) faults.push(fault("web.minimum", web.minimum, `at most web.maximum, ${web.maximum}`));
  return faults;
}

function productionFaults({ environment, protection, database, cache, web }: StoreSettings): string[] {
  if (environment !== "prod") return [];
  const faults: string[] = [];
  if (!protection) faults.push(fault("protection", false, "true in prod: what holds data cannot be deleted by mistake"));
  if (!database.multiAz) faults.push(fault("database.multiAz", false, "true in prod: a standby in a second zone"));
  if (cache.replicas < 1) faults.push(fault("cache.replicas", cache.replicas, "at least 1 in prod, for the failover"));
  if (web.minimum < 2) faults.push(fault("web.minimum", web.minimum, "at least 2 in prod, in two zones"));
  return faults;
}
