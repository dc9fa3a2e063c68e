import type { DateTime } from "luxon";

/** A restore that AWS Backup has made, by a drill or by hand. */
export interface RestoreJob {
  readonly id: string;
  readonly type: string;
  readonly status: string;
  readonly pointArn: string;
  readonly created: DateTime;
  readonly completed?: DateTime;
  /** The resource that was created. */
  readonly resourceArn?: string;
  /** Whether a restore testing plan started it. */
  readonly drill: boolean;
}

/** Estimated minutes of a restore, and the basis of the estimate. */
export interface Estimate {
  readonly minutes: number;
  readonly because: string;
}

/** Number of the latest restores that are considered. */
const REMEMBERED = 5;
const GIB = 2 ** 30;

/**
 * Minutes that cannot be blamed on size, and GiB a minute on top: guesses to begin with, on the slow side. AWS promises nothing;
 * AWS Backup states about 100 MB a second for EFS with large files, and far less for small ones.
 */
const guesses = {
  database: { minutes: 30, gibAMinute: 10 },
  files: { minutes: 15, gibAMinute: 1 },
} as const;

/** The slowest of the latest restores of that type; where there was none, a guess by size. */
export function estimate(part: keyof typeof guesses, bytes: number | undefined, jobs: readonly RestoreJob[]): Estimate {
  const type = { database: "RDS", files: "EFS" }[part];
  const took = jobs
    .filter((job) => job.type === type && job.status === "COMPLETED")
    .toSorted((a, b) => b.created.toMillis() - a.created.toMillis())
    .flatMap(({ created, completed }) => (completed ? [Math.ceil(completed.diff(created).as("minutes"))] : []))
    .slice(0, REMEMBERED);
  if (took.length > 0) {
    const minutes = Math.max(...took);
    return { minutes, because: took.length === 1 ? "as long as the last restore" : `the slowest of the last ${took.length} restores` };
  }
  const { minutes, gibAMinute } = guesses[part];
  if (bytes === undefined) return { minutes, because: "a guess without its size, which adds to it" };
  const gib = Math.ceil(bytes / GIB);
  return { minutes: minutes + Math.ceil(gib / gibAMinute), because: `a guess from ${gib} GiB: nothing has been restored yet` };
}
