import { setTimeout as sleep } from "node:timers/promises";

/** How long a shopper takes, in milliseconds. */
export interface Pace {
  /** Looks at a page, moves a hand. */
  pause(): Promise<void>;
  /** From one key to the next. */
  readonly keys: number;
  /** How long nothing new has to have been loaded for a page to have settled. */
  readonly quiet: number;
  /** How far the clock of the payment page is put forward after its fields were filled: what waits there for later comes now. */
  readonly ahead: number;
  /** How long a page that is left may still send. */
  readonly parting: number;
}

/** A person's. */
export const shopperPace: Pace = {
  pause: async () => await sleep(700 + Math.random() * 1500),
  keys: 110,
  quiet: 2000,
  ahead: 180_000,
  parting: 1500,
};
