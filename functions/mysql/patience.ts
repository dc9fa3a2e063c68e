import { setTimeout as sleep } from "node:timers/promises";
import { codeOf, isBroken } from "./connection.ts";

/** How long is waited, in milliseconds. */
export interface Pace {
  /** Between two tries. */
  readonly poll: number;
  /** For what is away, or a password that has just changed. */
  readonly patience: number;
}

/** What patience ends with. */
export interface Patience {
  readonly pace: Pace;
  /** When work has to end, so that there is time left to say how it went; milliseconds since 1970. */
  readonly deadline: number;
}

/**
 * Tries again while the database is away or refuses a password, until patience ends; then throws what it met last, and at once what waiting
 * cannot mend, such as a certificate of somebody else's.
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
