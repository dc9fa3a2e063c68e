import { createHash } from "node:crypto";
import type { AgreedPage } from "../../../domain/payment-page/agreed.ts";
import { type Difference, differences } from "../../../domain/payment-page/differences.ts";
import type { Fault, Visit } from "../../../domain/payment-page/seen.ts";

/** Result of a run's visits. */
export interface Findings {
  /** Differences of all visits, each once. */
  readonly differences: readonly Difference[];
  /** Faults of all visits, each kind once. */
  readonly faults: readonly Fault[];
  /** Number of visits that saw all of the payment page. */
  readonly finished: number;
}

/** Compares what visits saw with what was agreed; where nothing was, all of it is a difference. */
export function findingsOf(visits: readonly Visit[], agreed: AgreedPage, origin: string): Findings {
  const seen = visits.map((visit) => visit.seen);
  const found = seen.flatMap((one) => differences(one, agreed, origin));
  const faults = seen.flatMap((one) => one.faults);
  return {
    differences: [...new Map(found.map((one) => [keyOf(one.kind, one.what), one])).values()],
    faults: [...new Map(faults.map((one) => [one.kind, one])).values()],
    finished: seen.filter((one) => one.paymentPage !== undefined && one.faults.length === 0).length,
  };
}

/** Key by which a difference or a fault is remembered: the beginning of a hash, since its text can be of any length. */
export const keyOf = (kind: string, what: string): string => createHash("sha256").update(`${kind} ${what}`).digest("hex").slice(0, 12);
