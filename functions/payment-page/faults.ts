import type { FaultKind } from "../../domain/payment-page/seen.ts";

/** Ends a walk, or is said at its end: by name, in one sentence for people. */
export class WalkFault extends Error {
  readonly kind: FaultKind;

  constructor(kind: FaultKind, sentence: string) {
    super(sentence);
    this.kind = kind;
  }
}
