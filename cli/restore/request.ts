import type { DateTime } from "luxon";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import type { RestoreNames, VaultPlace } from "./names.ts";

/** What can be restored. */
export const parts = ["database", "files"] as const;

/** One of {@link parts}. */
export type Part = (typeof parts)[number];

/** A restore that somebody asks for, checked as far as the settings tell. */
export interface RestoreRequest {
  /** The store whose backups are used. */
  readonly source: StoreSettings;
  /** The store that gets them: the same, or one in the Region of the copies. */
  readonly target: StoreSettings;
  readonly at: DateTime;
  readonly now: DateTime;
  readonly parts: readonly Part[];
  /** Where the recovery points are taken from, in the target's Region. */
  readonly vault: VaultPlace;
  /** Whether that is the vault of the copies. */
  readonly fromCopy: boolean;
  /** Names in the target. */
  readonly names: RestoreNames;
}
