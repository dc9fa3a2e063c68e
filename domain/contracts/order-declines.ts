/** A limit on declined payments within a time. */
export interface DeclineBudget {
  /** The decline from which on browsers are asked: 30 is the thirtieth. */
  readonly declines: number;
  /** The time in which declines count. */
  readonly windowSeconds: number;
}

/** The nodes' settings of declined payments (docs/decisions/0061). */
export interface OrderDeclines {
  readonly store: DeclineBudget;
  /** The budget of one address; IPv6 by /64. */
  readonly address: DeclineBudget;
  /** Actions of add-ons that try a card, beside those of domain/xcart/requests.ts. */
  readonly actions: readonly string[];
  /** Ranges (CIDR) whose orders are not checked. */
  readonly never: readonly string[];
  /** Whether the checkout page challenges browsers. If it does not, no client is sent to it. */
  readonly challenge: boolean;
}
