import type { PatchResult } from "../../domain/contracts/patch-window.ts";

/** What Patch Manager's last scan of a node found. Times are ISO 8601 in UTC. */
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
  /** How many backups were made before. */
  readonly backups: number;
}

/** The store's database as RDS has it. */
export interface DatabaseVersion {
  readonly engine: string;
  readonly version: string;
  readonly minorVersions: boolean;
  readonly authority?: string | undefined;
  /** When the database's own certificate ends. */
  readonly certificateUntil?: string | undefined;
  /** What waits for the next service window. */
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

/** What AWS says about a store's patches. What is undefined could not be read: `gaps` says why. */
export interface Observed {
  readonly accountId: string | undefined;
  readonly image: ObservedImage | undefined;
  /** When a window last patched the store, or found nothing to do. */
  readonly patched: string | undefined;
  /** Windows in a row, frozen ones left out, that came to nothing. */
  readonly inVain: number;
  readonly nodes: readonly NodePatches[] | undefined;
  /** The last windows', the last first. */
  readonly records: readonly ShownRecord[] | undefined;
  readonly database: DatabaseVersion | undefined;
  /** What could not be read, and why, a sentence each. */
  readonly gaps: readonly string[];
}
