import { regions } from "../../../domain/defaults/regions.ts";
import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";

const within = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

export function nameFaults({ domain, aliases, dns }: Pick<StoreSettings, "domain" | "aliases" | "dns">): string[] {
  const names: [string, string][] = [["domain", domain], ...aliases.map((alias, i): [string, string] => [`aliases[${i}]`, alias])];
  const faults = names
    .filter(([, name]) => !within(name, dns.zone))
    .map(([path, name]) => fault(path, name, `a name in the zone ${dns.zone} (dns.zone)`));
  names.forEach(([path, name], i) => {
    if (names.findIndex(([, other]) => other === name) < i) faults.push(fault(path, name, "a name that is not there already"));
  });
  return faults;
}

export function zoneFaults({ dns }: Pick<StoreSettings, "dns">): string[] {
  return dns.createZone && dns.zoneId
    ? [fault("dns.zoneId", dns.zoneId, "no id where createZone is true: the zone is still to be made")]
    : [];
}

export function accountFaults({ account }: Pick<StoreSettings, "account">): string[] {
  return account.stack && account.logArchiveArn
    ? [fault("account.logArchiveArn", account.logArchiveArn, "nothing beside account.stack, which names the archive already")]
    : [];
}

export function networkFaults({ region, network }: Pick<StoreSettings, "region" | "network">): string[] {
  const available = regions[region].length;
  const faults: string[] = [];
  if (network.zones > available) faults.push(fault("network.zones", network.zones, `at most ${available}, which is what ${region} has`));
  if (network.endpointZones > network.zones)
    faults.push(fault("network.endpointZones", network.endpointZones, `at most network.zones, ${network.zones}`));
  return faults;
}
