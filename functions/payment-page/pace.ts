import { setTimeout as sleep } from "node:timers/promises";

/** Durations of a shopper's actions and waits, in milliseconds. */
export interface Pace {
  /** Looks at a page, moves a hand. */
  pause(): Promise<void>;
  /** From one key to the next. */
  readonly keys: number;
  /** Time without a new load after which a page counts as settled. */
  readonly quiet: number;
  /** Time by which the payment page's clock is advanced after its fields were filled, so that delayed scripts run now. */
  readonly ahead: number;
  /** Time in which a page that is left may still send. */
  readonly parting: number;
  /** Time for what is asked of a page that may not answer any more. */
  readonly answer: number;
  /** Time for a page to list its parts. */
  readonly listing: number;
}

/** A person's. */
export const shopperPace: Pace = {
  pause: async () => await sleep(700 + Math.random() * 1500),
  keys: 110,
  quiet: 2000,
  ahead: 180_000,
  parting: 1500,
  answer: 10_000,
  listing: 20_000,
};
