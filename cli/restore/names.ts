import { createHash } from "node:crypto";
import type { DateTime } from "luxon";
import { vaultNames } from "../../domain/defaults/backup.ts";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";

/** Where a store's recovery points are. */
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
  /** What the one before is called once it has been put aside. */
  readonly aside: string;
  /** Of a new file system; also keeps AWS Backup from restoring the same twice. */
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

/** The vault of a store's backups, or the one in the second Region that they are copied to. */
export function vaultOf({ stack, region, backup }: StoreSettings, copies: boolean): VaultPlace {
  const { own, copies: second } = vaultNames(stack);
  return copies ? { region: backup.copyRegion, vault: second } : { region, vault: own };
}
