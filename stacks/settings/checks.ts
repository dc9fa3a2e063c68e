import { regions } from "../../domain/defaults/regions.ts";
import { adminSignInFaults } from "./admin-sign-in.ts";
import { backupWindowFaults, copyFaults, keepFaults, lockFaults } from "./backup-checks.ts";
import { canaryFaults } from "./canary.ts";
import { authorityFaults, certificateNameFaults, delegationFaults } from "./certificate-checks.ts";
import { fault } from "./faults.ts";
import { firewallFaults } from "./firewall-checks.ts";
import { loginGuardFaults } from "./login-guard.ts";
import { emergencyFaults, freezeFaults, soakFaults, windowFaults } from "./patching-checks.ts";
import { pciFaults } from "./pci.ts";
import { releaseFaults } from "./release.ts";
import type { StoreSettings } from "./resolve.ts";
import { nodeFaults } from "./web.ts";

type Section = keyof StoreSettings;

interface Check {
  /** What the check compares. Where one of them has no value that can be used, there is nothing to compare. */
  readonly reads: readonly Section[];
  /** `today` is a day, `YYYY-MM-DD`: some exceptions end. */
  readonly faults: (settings: StoreSettings, today: string) => string[];
}

const checks: readonly Check[] = [
  { reads: ["domain", "aliases", "dns"], faults: nameFaults },
  { reads: ["dns"], faults: zoneFaults },
  { reads: ["account"], faults: accountFaults },
  { reads: ["environment", "region", "network"], faults: networkFaults },
  { reads: ["patching", "database", "cache"], faults: windowFaults },
  { reads: ["patching"], faults: freezeFaults },
  { reads: ["patching"], faults: emergencyFaults },
  { reads: ["environment", "region", "patching"], faults: soakFaults },
  { reads: ["environment", "database"], faults: databaseFaults },
  { reads: ["environment", "web"], faults: webFaults },
  { reads: ["environment", "protection"], faults: protectionFaults },
  { reads: ["environment", "cache"], faults: cacheFaults },
  { reads: ["canary"], faults: canaryFaults },
  { reads: ["pci"], faults: pciFaults },
  { reads: ["xcart", "web"], faults: releaseFaults },
  { reads: ["environment", "aliases", "xcart", "firewall", "pci"], faults: firewallFaults },
  { reads: ["loginGuard"], faults: loginGuardFaults },
  { reads: ["environment", "region", "contacts", "firewall", "adminSignIn"], faults: adminSignInFaults },
  { reads: ["region", "environment", "certificate"], faults: authorityFaults },
  { reads: ["domain", "aliases", "dns", "certificate", "waivers"], faults: certificateNameFaults },
  { reads: ["certificate"], faults: delegationFaults },
  { reads: ["backup"], faults: keepFaults },
  { reads: ["environment", "backup"], faults: lockFaults },
  { reads: ["region", "accountId", "backup"], faults: copyFaults },
  { reads: ["patching", "database", "cache", "backup"], faults: backupWindowFaults },
];

/**
 * What is wrong with a store's settings beyond their shape: one sentence each, all of them.
 * What AWS limits is checked here, so that `pulumi up` does not find it. `unusable` are the sections that stand-ins replace; `today` is
 * `YYYY-MM-DD`.
 */
export function checkStore(settings: StoreSettings, unusable: readonly PropertyKey[], today: string): string[] {
  const usable = checks.filter(({ reads }) => !reads.some((section) => unusable.includes(section)));
  return usable.flatMap(({ faults }) => faults(settings, today));
}

const within = (name: string, zone: string) => name === zone || name.endsWith(`.${zone}`);

function nameFaults({ domain, aliases, dns }: StoreSettings): string[] {
  const names: [string, string][] = [["domain", domain], ...aliases.map((alias, i): [string, string] => [`aliases[${i}]`, alias])];
  const faults = names
    .filter(([, name]) => !within(name, dns.zone))
    .map(([path, name]) => fault(path, name, `a name in the zone ${dns.zone} (dns.zone)`));
  names.forEach(([path, name], i) => {
    if (names.findIndex(([, other]) => other === name) < i) faults.push(fault(path, name, "a name that is not there already"));
  });
  return faults;
}

function zoneFaults({ dns }: StoreSettings): string[] {
  return dns.createZone && dns.zoneId
    ? [fault("dns.zoneId", dns.zoneId, "no id where createZone is true: the zone is still to be made")]
    : [];
}

function accountFaults({ account }: StoreSettings): string[] {
  return account.stack && account.logArchiveArn
    ? [fault("account.logArchiveArn", account.logArchiveArn, "nothing beside account.stack, which names the archive already")]
    : [];
}

function networkFaults({ region, network }: StoreSettings): string[] {
  const available = regions[region].length;
  const faults: string[] = [];
  if (network.zones > available) faults.push(fault("network.zones", network.zones, `at most ${available}, which is what ${region} has`));
  if (network.endpointZones > network.zones)
    faults.push(fault("network.endpointZones", network.endpointZones, `at most network.zones, ${network.zones}`));
  return faults;
}

function databaseFaults({ environment, database }: StoreSettings): string[] {
  const { instanceClass, storageGiB, maximumStorageGiB, multiAz } = database;
  const faults: string[] = [];
  const least = Math.ceil((storageGiB * 11) / 10);
  if (maximumStorageGiB < least)
    faults.push(
      fault("database.maximumStorageGiB", maximumStorageGiB, `at least ${least}, a tenth more than storageGiB (RDS storage autoscaling)`),
    );
  if (/\.t4g\.(micro|small)$/.test(instanceClass))
    faults.push(fault("database.instanceClass", instanceClass, "db.t4g.medium or larger, since smaller ones have no Performance Insights"));
  if (environment === "prod" && !multiAz) faults.push(fault("database.multiAz", false, "true in prod: a standby in a second zone"));
  return faults;
}

function webFaults({ environment, web }: StoreSettings): string[] {
  return [...countFaults(environment, web), ...nodeFaults(web)];
}

function countFaults(environment: string, web: StoreSettings["web"]): string[] {
  const least = environment === "prod" ? 2 : 1;
  if (web.minimum < least) return [fault("web.minimum", web.minimum, "at least 2 in prod, in two zones")];
  return web.maximum < web.minimum ? [fault("web.maximum", web.maximum, `at least web.minimum, ${web.minimum}`)] : [];
}

function protectionFaults({ environment, protection }: StoreSettings): string[] {
  return environment === "prod" && !protection
    ? [fault("protection", false, "true in prod: what holds data cannot be deleted by mistake")]
    : [];
}

function cacheFaults({ environment, cache }: StoreSettings): string[] {
  return environment === "prod" && cache.replicas < 1
    ? [fault("cache.replicas", cache.replicas, "at least 1 in prod, for the failover")]
    : [];
}
