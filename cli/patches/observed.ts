import type { PatchResult } from "../../domain/contracts/patch-window.ts";

/** Result of Patch Manager's last scan of a node. Times are ISO 8601 in UTC. */
export interface NodePatches {
  readonly id: string;
  readonly missing: number;
  readonly failed: number;
  /** Installed, and waiting for a restart. */
  readonly waiting: number;
  /** Never where undefined: what it lacks is not known. */
  readonly scanned?: string | undefined;
}

/** A window's record, as far as it is shown. */
export interface ShownRecord {
  readonly windowStart: string;
  readonly result: PatchResult;
  readonly why: string;
  readonly emergency?: string | undefined;
  /** Number of backups that were made before. */
  readonly backups: number;
}

/** The store's database as RDS has it. */
export interface DatabaseVersion {
  readonly engine: string;
  readonly version: string;
  readonly minorVersions: boolean;
  readonly authority?: string | undefined;
  /** End of the database's own certificate. */
  readonly certificateUntil?: string | undefined;
  /** Changes that wait for the next service window. */
  readonly pending: readonly string[];
}

/** The image that new nodes start from. */
export interface ObservedImage {
  readonly id: string;
  /** The one that AWS's parameter names. */
  readonly newest: string;
  readonly published: string | undefined;
  /** Why it is none of Amazon's own. @default - EC2 says that it is */
  readonly foreign?: string;
}

/** AWS's answers about a store's patches. Undefined parts could not be read: `gaps` says why. */
export interface Observed {
  readonly accountId: string | undefined;
  readonly image: ObservedImage | undefined;
  /** Time at which a window last patched the store, or found nothing to do. */
  readonly patched: string | undefined;
  /** Windows in a row, frozen ones left out, that came to nothing. */
  readonly inVain: number;
  readonly nodes: readonly NodePatches[] | undefined;
  /** The last windows', the last first. */
  readonly records: readonly ShownRecord[] | undefined;
  readonly database: DatabaseVersion | undefined;
  /** Reasons why something could not be read, a sentence each. */
  readonly gaps: readonly string[];
}
