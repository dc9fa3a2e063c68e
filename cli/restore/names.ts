import { createHash } from "node:crypto";
import type { DateTime } from "luxon";
import { vaultNames } from "../../domain/defaults/backup.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";

/** A place of a store's recovery points. */
export interface VaultPlace {
  readonly region: string;
  readonly vault: string;
}

/** The names of what a restore makes: they follow from stack and time, so that a second run finds what the first one left. */
export interface RestoreNames {
  /** The database that the store runs on. */
  readonly database: string;
  /** The restored one, until it takes that name. */
  readonly restored: string;
  /** Name of the previous database once it has been put aside. */
  readonly aside: string;
  /** Token of a new file system; also keeps AWS Backup from restoring the same twice. */
  readonly token: string;
}

/** The names for a stack that goes back to `at`. */
export function namesOf({ stack }: StoreSettings, at: DateTime): RestoreNames {
  const database = `${stack}-database`;
  const stamp = at.toUTC().toFormat("yyyyMMdd't'HHmmss");
  return {
    database,
    restored: `${database}-${stamp}`,
    aside: `${database}-before-${stamp}`,
    token: createHash("sha256").update(`${stack} ${stamp}`).digest("hex").slice(0, 32),
  };
}

/** Sources of recovery points: the store's own vault, the one in the second Region, the air-gapped one, or another account's. */
export const origins = ["vault", "copy", "air-gapped", "account"] as const;

/** One of {@link origins}. */
export type Origin = (typeof origins)[number];

/** The vault of a store's backups, or one that they are copied to; what comes from another account goes through the own one. */
export function vaultOf({ stack, region, backup }: StoreSettings, from: Origin): VaultPlace {
  const { own, copies, airGapped } = vaultNames(stack);
  if (from === "copy") return { region: backup.copyRegion, vault: copies };
  return { region, vault: from === "air-gapped" ? airGapped : own };
}
