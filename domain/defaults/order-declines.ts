import type { OrderDeclines } from "../contracts/order-declines.ts";

/**
 * Default limits on declined payments. Five to fifteen card payments in a hundred are declined: a shop of 500
 * orders an hour, at the worse end, sees 15 in ten minutes, and 30 in one of some three thousand such spans. A program that tests cards has
 * nearly all declined, and uses 30 up in a minute.
 */
export const declineBudgets = {
  store: { declines: 30, windowSeconds: 600 },
  address: { declines: 5, windowSeconds: 600 },
} as const satisfies Partial<OrderDeclines>;
