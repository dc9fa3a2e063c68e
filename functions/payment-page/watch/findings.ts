import { createHash } from "node:crypto";
import type { AgreedPage } from "../../../domain/payment-page/agreed.ts";
import { type Difference, differences } from "../../../domain/payment-page/differences.ts";
import type { Fault, Visit } from "../../../domain/payment-page/seen.ts";

/** What the visits of a run came to. */
export interface Findings {
  /** Of all visits, each thing once. */
  readonly differences: readonly Difference[];
  /** Of all visits, each kind once. */
  readonly faults: readonly Fault[];
  /** How many visits saw all of the payment page. */
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

/** What a difference or a fault is remembered by: the beginning of a hash, since what was seen can be of any length. */
export const keyOf = (kind: string, what: string): string => createHash("sha256").update(`${kind} ${what}`).digest("hex").slice(0, 12);
