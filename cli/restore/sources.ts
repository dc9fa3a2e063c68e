import type { RecoveryPoint, RestoreWindow } from "./choose.ts";
import type { RestoreJob } from "./estimate.ts";

/** A database instance, as far as a restore cares. */
export interface DatabaseFacts {
  readonly identifier: string;
  readonly status: string;
  readonly resourceId?: string;
  readonly keyArn?: string;
  readonly subnetGroup?: string;
  readonly parameterGroup?: string;
  readonly securityGroups: readonly string[];
  readonly multiAz: boolean;
  readonly encrypted: boolean;
  readonly public: boolean;
  readonly protected: boolean;
  /** Whether RDS keeps and rotates the master user's password. */
  readonly managedPassword: boolean;
}

/** AWS's answers about a store. */
export interface RestoreSources {
  readonly accountId: string;
  /** Windows of the part asked for; empty otherwise. */
  readonly windows: readonly RestoreWindow[];
  readonly databasePoints: readonly RecoveryPoint[];
  readonly filesPoints: readonly RecoveryPoint[];
  /** The database that the store runs on. */
  readonly database?: DatabaseFacts;
  readonly restored?: DatabaseFacts;
  readonly aside?: DatabaseFacts;
  /** Network of a lost database when its newest recovery point was made. */
  readonly recorded?: Pick<DatabaseFacts, "subnetGroup" | "parameterGroup" | "securityGroups">;
  /** A copy's snapshot under the store's own key: its status. */
  readonly snapshot?: string;
  /** The file system that the store runs on. */
  readonly files?: { readonly id: string; readonly keyArn?: string };
  /** The latest restores, drills and others. */
  readonly jobs: readonly RestoreJob[];
}
