import type { DateTime } from "luxon";
import { isoText } from "./time.ts";

/** A recovery point of the vault, to which a part of a store can be restored. */
export interface RecoveryPoint {
  readonly arn: string;
  /** The key that it is under, where AWS says so. */
  readonly keyArn?: string;
  /** The resource that was backed up. */
  readonly resourceArn: string;
  readonly created: DateTime;
  readonly bytes: number;
}

/** A span of RDS's own backups of one database, also of a deleted one, to any second of which it can be restored. */
export interface RestoreWindow {
  /** `active`: the database exists; `retained`: only its backups are. */
  readonly status: string;
  readonly identifier: string;
  readonly resourceId: string;
  readonly from: DateTime;
  /** RDS is up to five minutes behind. */
  readonly to: DateTime;
  readonly bytes: number;
  readonly keyArn?: string;
}

/** Whether a recovery point is under another key than a store's: a copy that was brought back is under its vault's. */
export const isUnderOtherKey =
  (store: { readonly keyArn?: string } | undefined) =>
  ({ keyArn }: RecoveryPoint): boolean =>
    keyArn !== undefined && store?.keyArn !== undefined && keyArn !== store.keyArn;

/** The source of a part, with its moment. */
export type Source = { readonly moment: DateTime; readonly bytes: number } & (
  | { readonly kind: "moment"; readonly window: RestoreWindow }
  | { readonly kind: "point"; readonly point: RecoveryPoint }
);

/** The source that loses least: the latest moment at or before `at`. Undefined where there is none; see {@link nothingBefore}. */
export function choose(at: DateTime, points: readonly RecoveryPoint[], windows: readonly RestoreWindow[] = []): Source | undefined {
  const moments = windows
    .filter(({ from }) => from <= at)
    .map((window): Source => ({ kind: "moment", window, moment: window.to < at ? window.to : at, bytes: window.bytes }));
  const taken = points
    .filter(({ created }) => created <= at)
    .map((point): Source => ({ kind: "point", point, moment: point.created, bytes: point.bytes }));
  // Sorting is stable: of two that lose the same, RDS's own comes first.
  return [...moments, ...taken].sort((a, b) => b.moment.toMillis() - a.moment.toMillis())[0];
}

/** The sentence about a part that cannot go back that far. */
export function nothingBefore(
  part: string,
  at: DateTime,
  points: readonly RecoveryPoint[],
  windows: readonly RestoreWindow[] = [],
): string {
  const [oldest] = [...points.map(({ created }) => created), ...windows.map(({ from }) => from)].sort(
    (a, b) => a.toMillis() - b.toMillis(),
  );
  const expected = oldest ? `a time from ${isoText(oldest)} on, the oldest one` : "a store with recovery points: this one has none";
  return `${part}: got no recovery point at or before ${isoText(at)}, expected ${expected}`;
}
