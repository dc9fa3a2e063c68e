import type { Threshold } from "../../domain/contracts/login-guard.ts";

/** One failed login of an address or account, or a success that ends a row of failures. Times are in milliseconds. */
export interface Attempt {
  readonly at: number;
  readonly outcome: "success" | "failure";
  /** CIDR of the client. */
  readonly cidr: string;
}

/** The end of each subject's (CIDR's) block, in milliseconds. */
export type Blocks = ReadonlyMap<string, number>;

/**
 * Blocks for the attempts on one address or account. The last of `attempts` failures within the window, with no success between, blocks
 * the clients of all these failures until its own time plus `blockSeconds`. The result depends on the attempts alone, not on the clock
 * nor on their order: lines that arrive twice, late or in batches lead to the same blocks.
 */
export function blocksOf(attempts: readonly Attempt[], { attempts: limit, windowSeconds, blockSeconds }: Threshold): Blocks {
  const blocks = new Map<string, number>();
  let run: Attempt[] = [];
  for (const attempt of attempts.toSorted((a, b) => a.at - b.at)) {
    // A failure exactly as old as the window's length is outside it.
    run = attempt.outcome === "success" ? [] : [...run.filter(({ at }) => at > attempt.at - windowSeconds * 1000), attempt].slice(-limit);
    if (run.length < limit) continue;
    const until = attempt.at + blockSeconds * 1000;
    for (const { cidr } of run) blocks.set(cidr, until);
  }
  return blocks;
}
