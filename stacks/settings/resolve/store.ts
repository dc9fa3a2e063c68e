import { settingsYear } from "../../../domain/calendars/clock-changes.ts";
import { clockMinutes, clockText } from "../../../domain/calendars/spans.ts";
import { clockYear } from "../../../domain/calendars/windows.ts";
import { maxStorageGiB, storageGrowth } from "../../../domain/defaults/database.ts";
import { regions } from "../../../domain/defaults/regions.ts";
import { profiles } from "../profiles.ts";
import type { StoreInput } from "../schema/store.ts";
import { resolveAdminSignIn } from "./admin-sign-in.ts";
import { resolveBackup } from "./backup.ts";
import { resolveMail } from "./mail.ts";
import { patchWindow, resolvePatching } from "./patching.ts";
import { resolvePaymentPage } from "./payment-page.ts";
import { asvScanners } from "./pci.ts";

/** A store's settings with everything decided: what was written, over the environment's profile. */
export type StoreSettings = ReturnType<typeof resolveStore>;

/** Fills in what the environment decides. `stack` is the stack's name, `<store>-<environment>`. */
export function resolveStore(stack: string, input: StoreInput) {
  const profile = profiles[input.environment];
  const { network, database, cache, web } = input;
  const store = stack.slice(0, -input.environment.length - 1);
  const daily = dailyWindows(input.patching);
  const zones = network.zones ?? Math.min(profile.zones, regions[input.region].length);
  const storageGiB = database.storageGiB ?? profile.database.storageGiB;
  return {
    ...input,
    stack,
    store,
    protection: input.protection ?? profile.protection,
    network: {
      ...network,
      zones,
      nat: network.nat ?? profile.nat,
      endpointZones: network.endpointZones ?? Math.min(profile.endpointZones, zones),
    },
    database: {
      ...database,
      instanceClass: database.instanceClass ?? profile.database.instanceClass,
      storageGiB,
      maximumStorageGiB: database.maximumStorageGiB ?? Math.min(storageGiB * storageGrowth, maxStorageGiB),
      multiAz: database.multiAz ?? profile.database.multiAz,
      backupWindow: database.backupWindow ?? daily.database,
    },
    cache: {
      ...cache,
      nodeType: cache.nodeType ?? profile.cache.nodeType,
      sessionsNodeType: cache.sessionsNodeType ?? profile.cache.sessionsNodeType,
      replicas: cache.replicas ?? profile.cache.replicas,
      snapshotWindow: cache.snapshotWindow ?? daily.cache,
    },
    certificate: { ...input.certificate, staging: input.certificate.staging ?? profile.trialCertificates },
    patching: resolvePatching(input.patching, store, input.environment),
    backup: resolveBackup(input, profile, daily.backup),
    firewall: { ...input.firewall, scanners: [...input.firewall.scanners, ...asvScanners(input.pci)] },
    web: {
      ...web,
      malwareScan: web.malwareScan ?? profile.malwareScan,
      instanceType: web.instanceType ?? profile.web.instanceType,
      minimum: web.minimum ?? profile.web.minimum,
      maximum: web.maximum ?? Math.max(profile.web.maximum, web.minimum ?? 0),
    },
    loginGuard: { ...input.loginGuard, administrators: input.loginGuard.administrators ?? input.contacts },
    mail: resolveMail(input),
    functions: { reserve: input.functions.reserve ?? profile.reservesRuns },
    adminSignIn: resolveAdminSignIn(input),
    paymentPage: resolvePaymentPage(input.paymentPage, profile),
  };
}

/** Times of daily tasks where the settings say nothing else: around the window, all the year. */
function dailyWindows(patching: StoreInput["patching"]) {
  const window = patchWindow(patching);
  const { earliest, spread } = clockYear(window, settingsYear).opens;
  // Local, and so clear of what is fixed in UTC in summer too.
  const closed = clockMinutes(window.start) + window.hours * 60 + spread;
  const hourBefore = (hours: number) => `${clockText(earliest - hours * 60)}-${clockText(earliest - (hours - 1) * 60)}`;
  return { database: hourBefore(3), cache: hourBefore(2), backup: clockText(closed) };
}
