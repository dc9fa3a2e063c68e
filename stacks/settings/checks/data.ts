import { fault } from "../faults.ts";
import type { StoreSettings } from "../resolve/store.ts";

export function databaseFaults({ environment, database }: Pick<StoreSettings, "environment" | "database">): string[] {
  const { instanceClass, storageGiB, maximumStorageGiB, multiAz } = database;
  const faults: string[] = [];
  const min = Math.ceil((storageGiB * 11) / 10);
  if (maximumStorageGiB < min)
    faults.push(
      fault("database.maximumStorageGiB", maximumStorageGiB, `at least ${min}, a tenth more than storageGiB (RDS storage autoscaling)`),
    );
  if (/\.t4g\.(micro|small)$/.test(instanceClass))
    faults.push(fault("database.instanceClass", instanceClass, "db.t4g.medium or larger, since smaller ones have no Performance Insights"));
  if (environment === "prod" && !multiAz) faults.push(fault("database.multiAz", false, "true in prod, for a standby in a second zone"));
  return faults;
}

export function protectionFaults({ environment, protection }: Pick<StoreSettings, "environment" | "protection">): string[] {
  return environment === "prod" && !protection
    ? [fault("protection", false, "true in prod, so that data cannot be deleted by mistake")]
    : [];
}

export function cacheFaults({ environment, cache }: Pick<StoreSettings, "environment" | "cache">): string[] {
  return environment === "prod" && cache.replicas < 1 ? [fault("cache.replicas", cache.replicas, "at least 1 in prod, for failover")] : [];
}
