import { boundaryName, storeBoundary } from "../../../components/ci-roles/names.ts";
import { regions } from "../../../domain/defaults/regions.ts";
import { sharedBecause } from "../../../domain/defaults/shared-hosts.ts";
import { fault } from "../faults.ts";
import { namedHosts } from "../resolve/network.ts";
import type { StoreSettings } from "../resolve/store.ts";

/** Whether a name is a zone's own, or below it. */
export const within = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

export function nameFaults({ domain, aliases, dns }: Pick<StoreSettings, "domain" | "aliases" | "dns">): string[] {
  const names: [string, string][] = [["domain", domain], ...aliases.map((alias, i): [string, string] => [`aliases[${i}]`, alias])];
  const faults = names
    .filter(([, name]) => !within(name, dns.zone))
    .map(([path, name]) => fault(path, name, `a name in the zone ${dns.zone} (dns.zone)`));
  names.forEach(([path, name], i) => {
    if (names.findIndex(([, other]) => other === name) < i) faults.push(fault(path, name, "a name that is not listed already"));
  });
  return faults;
}

export function zoneFaults({ dns }: Pick<StoreSettings, "dns">): string[] {
  return dns.createZone && dns.zoneId
    ? [fault("dns.zoneId", dns.zoneId, "no value where dns.createZone is true, since the zone is still to be created")]
    : [];
}

type Names = Pick<StoreSettings, "domain" | "aliases" | "certificate" | "dns">;

/** Faults of the zones below the store's own, and of names of the store that they would hide (RFC 1034, 4.3.2). */
export function zonesBelowFaults({ domain, aliases, certificate, dns }: Names): string[] {
  const names: [string, string][] = [
    ["domain", domain],
    ...aliases.map((alias, i): [string, string] => [`aliases[${i}]`, alias]),
    ...certificate.names.map((name, i): [string, string] => [`certificate.names[${i}]`, name.replace(/^\*\./, "")]),
  ];
  const hidden = names.flatMap(([path, name]) => {
    const cut = dns.delegations.find(({ zone }) => zone !== dns.zone && within(name, zone));
    return cut ? [fault(path, name, `a name that is not below ${cut.zone}, which other name servers answer for (dns.delegations)`)] : [];
  });
  return [...dns.delegations.flatMap((one, i) => delegationFaults(one, `dns.delegations[${i}]`, dns)), ...hidden];
}

type Dns = StoreSettings["dns"];

function delegationFaults({ zone, stack, nameServers }: Dns["delegations"][number], path: string, dns: Dns): string[] {
  const others = dns.delegations.filter((other) => other.zone !== zone && other.zone !== dns.zone);
  const above = others.find((other) => within(zone, other.zone));
  const twice = dns.delegations.findIndex((other) => other.zone === zone) < Number(/\d+/.exec(path)?.[0]);
  const glued = (nameServers ?? []).find((server) => within(server, zone));
  return [
    ...(zone !== dns.zone && within(zone, dns.zone) ? [] : [fault(`${path}.zone`, zone, `a zone below ${dns.zone} (dns.zone)`)]),
    ...(twice ? [fault(`${path}.zone`, zone, "a zone that is not listed already")] : []),
    ...(above ? [fault(`${path}.zone`, zone, `a zone that is not below ${above.zone}, which is delegated: delegate it there`)] : []),
    ...((stack === undefined) === (nameServers === undefined)
      ? [fault(path, { stack, nameServers }, "either the stack that creates the zone, or its nameServers")]
      : []),
    ...(glued
      ? [fault(`${path}.nameServers`, glued, `name servers that are not below ${zone} itself, since those could not be resolved`)]
      : []),
    ...(nameServers && new Set(nameServers).size < nameServers.length
      ? [fault(`${path}.nameServers`, nameServers, "each name server once")]
      : []),
  ];
}

export function accountFaults({ account, stack }: Pick<StoreSettings, "account" | "stack">): string[] {
  const { permissionsBoundary: boundary } = account;
  const own = account.stack && storeBoundary(account.stack, stack);
  // A policy of one's own may be called anything; one that an account's stack makes says whose it is.
  const made = boundary !== undefined && boundary !== own && /-account-boundary(-|$)/.test(boundary);
  return [
    ...(account.stack && account.logArchiveArn
      ? [fault("account.logArchiveArn", account.logArchiveArn, "no value beside account.stack, which names the archive")]
      : []),
    ...(account.stack && own && made
      ? [
          fault(
            "account.permissionsBoundary",
            boundary,
            boundary === boundaryName(account.stack)
              ? `${own}, since the pipeline's boundary is not a store's`
              : `${own}, since this is the boundary of ${boundary.startsWith(`${account.stack}-`) ? "another store" : "another account"}`,
          ),
        ]
      : []),
  ];
}

export function networkFaults({ region, network }: Pick<StoreSettings, "region" | "network">): string[] {
  const available = regions[region].length;
  const faults: string[] = [];
  if (network.zones > available) faults.push(fault("network.zones", network.zones, `at most ${available}, as many as ${region} has`));
  if (network.endpointZones > network.zones)
    faults.push(fault("network.endpointZones", network.endpointZones, `at most network.zones, ${network.zones}`));
  return faults;
}

/** Hosts that strangers have too, of which the settings do not say why; and reasons for hosts that need none. */
export function hostFaults(settings: Pick<StoreSettings, "payments" | "network">): string[] {
  return namedHosts(settings).flatMap(({ path, host }) => {
    const name = typeof host === "string" ? host : host.host;
    const because = sharedBecause(name);
    if (typeof host === "string" && because)
      return [fault(path, name, `hosts of one owner: ${because}; name the one host, or say { host: "${name}", relaxedBecause: "why" }`)];
    return typeof host === "string" || because ? [] : [fault(path, host, `"${name}" without relaxedBecause, since it has one owner`)];
  });
}
