import type { DateTime } from "luxon";
import type { StoreSettings } from "../../stacks/settings/resolve/store.ts";
import type { RestoreNames, VaultPlace } from "./names.ts";

/** The parts that can be restored. */
export const parts = ["database", "files"] as const;

/** One of {@link parts}. */
export type Part = (typeof parts)[number];

/** A requested restore, checked as far as the settings tell. */
export interface RestoreRequest {
  /** The store whose backups are used. */
  readonly source: StoreSettings;
  /** The store that gets them: the same, or one in the Region of the copies. */
  readonly target: StoreSettings;
  readonly at: DateTime;
  readonly now: DateTime;
  readonly parts: readonly Part[];
  /** The vault of the recovery points, in the target's Region. */
  readonly vault: VaultPlace;
  /** Whether that is the vault of the copies. */
  readonly fromCopy: boolean;
  /** Names in the target. */
  readonly names: RestoreNames;
}
