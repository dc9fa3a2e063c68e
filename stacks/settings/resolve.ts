import { partnerRegions } from "../../components/defaults/backup.ts";
import { regions } from "../../components/defaults/regions.ts";
import { resolveAdminSignIn, signInRelaxations } from "./admin-sign-in.ts";
import type { Safeguard } from "./fields.ts";
import { trials } from "./firewall-plan.ts";
import { asvScanners, lateScans } from "./pci.ts";
import { type Profile, profiles } from "./profiles.ts";
import type { StoreInput } from "./store.ts";

/** What RDS for MySQL can grow to: 64 TiB. */
const LARGEST_STORAGE_GIB = 65536;

/** A store's settings with everything decided: what was written, over the environment's profile. */
export type StoreSettings = ReturnType<typeof resolveStore>;

/** Fills in what the environment decides. `stack` is the stack's name, `<store>-<environment>`. */
export function resolveStore(stack: string, input: StoreInput) {
  const profile = profiles[input.environment];
  const { network, database, cache, web } = input;
  const zones = network.zones ?? Math.min(profile.zones, regions[input.region].length);
  const storageGiB = database.storageGiB ?? profile.database.storageGiB;
  return {
    ...input,
    stack,
    store: stack.slice(0, -input.environment.length - 1),
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
      maximumStorageGiB: database.maximumStorageGiB ?? Math.min(storageGiB * 5, LARGEST_STORAGE_GIB),
      multiAz: database.multiAz ?? profile.database.multiAz,
    },
    cache: {
      ...cache,
      nodeType: cache.nodeType ?? profile.cache.nodeType,
      sessionsNodeType: cache.sessionsNodeType ?? profile.cache.sessionsNodeType,
      replicas: cache.replicas ?? profile.cache.replicas,
    },
    certificate: { ...input.certificate, staging: input.certificate.staging ?? input.environment !== "prod" },
    backup: resolveBackup(input, profile),
    firewall: { ...input.firewall, scanners: [...input.firewall.scanners, ...asvScanners(input.pci)] },
    web: {
      ...web,
      instanceType: web.instanceType ?? profile.web.instanceType,
      minimum: web.minimum ?? profile.web.minimum,
      maximum: web.maximum ?? Math.max(profile.web.maximum, web.minimum ?? 0),
    },
    loginGuard: { ...input.loginGuard, administrators: input.loginGuard.administrators ?? input.contacts },
    adminSignIn: resolveAdminSignIn(input),
  };
}

function resolveBackup({ region, backup }: StoreInput, { backup: profile }: Profile) {
  const { keep, lock, restoreTest } = backup;
  const kept = {
    continuousDays: keep.continuousDays ?? profile.continuousDays,
    dailyDays: keep.dailyDays,
    weeklyDays: keep.weeklyDays ?? profile.weeklyDays,
    monthlyDays: keep.monthlyDays ?? profile.monthlyDays,
  };
  return {
    ...backup,
    copyRegion: backup.copyRegion ?? partnerRegions[region],
    keep: { ...kept, coldAfterDays: keep.coldAfterDays ?? (kept.monthlyDays === 0 ? 0 : profile.coldAfterDays) },
    lock: { ...lock, maximumDays: lock.maximumDays ?? Math.max(...Object.values(kept)) },
    restoreTest: { ...restoreTest, every: restoreTest.every ?? profile.restoreTestEvery },
  };
}

/** The safeguards that are off, as `path: reason` lines. */
export const relaxed = (safeguards: readonly (readonly [string, Safeguard])[]): string[] =>
  safeguards.flatMap(([path, safeguard]) => (safeguard === true ? [] : [`${path}: ${safeguard.relaxedBecause}`]));

/** What the settings switch off, as `path: reason` lines for the report. */
export function relaxations(settings: StoreSettings): string[] {
  const safeguards: [string, Safeguard][] = [
    ["database.requireTls", settings.database.requireTls],
    ["firewall.admin.staffOnly", settings.firewall.admin.staffOnly],
    ["certificate.caa", settings.certificate.caa],
  ];
  return [
    ...relaxed(safeguards),
    ...signInRelaxations(settings),
    ...lateScans(settings.pci),
    ...trials(settings.firewall).map(({ rule, reason, until }) => `firewall.actions.${rule}: counts until ${until}: ${reason}`),
  ];
}
