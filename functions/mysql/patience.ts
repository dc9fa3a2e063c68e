import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, isBroken } from "./connection.ts";

/** Durations of a retry, in milliseconds. */
export interface Pace {
  /** Pause between two attempts. */
  readonly poll: number;
  /** Maximum time for a database that is unavailable, or a password that has just changed. */
  readonly patience: number;
}

/** Limits of a retry. */
export interface Patience {
  readonly pace: Pace;
  /** End of the work, with time left to report the result; milliseconds since 1970. */
  readonly deadline: number;
}

/**
 * Retries while the database is unavailable or refuses a password, until the limits; then throws the last error. Throws at once for a fault that
 * waiting cannot fix, such as another host's certificate.
 */
export async function patiently<T>({ pace, deadline }: Patience, attempt: () => Promise<T>): Promise<T> {
  const end = Math.min(deadline, Date.now() + pace.patience);
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const mayPass = codeOf(error) === "ER_ACCESS_DENIED_ERROR" || isBroken(error);
      if (!mayPass || Date.now() + pace.poll > end) throw error;
    }
    await sleep(pace.poll);
  }
}
