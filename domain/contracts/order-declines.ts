/** How many payments may be declined within which time. */
export interface DeclineBudget {
  /** The decline from which on browsers are asked: 30 is the thirtieth. */
  readonly declines: number;
  /** How far back declines count. */
  readonly windowSeconds: number;
}

/** What the nodes are told of declined payments (docs/decisions/0061). */
export interface OrderDeclines {
  readonly store: DeclineBudget;
  /** Of one address; IPv6 by /64. */
  readonly address: DeclineBudget;
  /** Actions of add-ons that try a card, beside those of domain/xcart/requests.ts. */
  readonly actions: readonly string[];
  /** Ranges (CIDR) whose orders are not checked. */
  readonly never: readonly string[];
  /** Whether the checkout page challenges browsers. If it does not, no client is sent to it. */
  readonly challenge: boolean;
}
