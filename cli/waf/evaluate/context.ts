import type { RequestView } from "./request.ts";

/** Whether a statement matches; undefined where only AWS could say. */
export type Match = boolean | undefined;

/**
 * The contents of a request's component: texts to inspect, a part of them where a log hides the rest, an outcome where a limit of WAF's
 * decides, or undefined where only AWS could say.
 */
export type Inspected = readonly string[] | Part | Match;

/** The texts that a log shows of a component, and not all: what none of them matches may still match the rest. */
export interface Part {
  readonly part: readonly string[];
}

/** Whether only a part of a component is known. */
export const isPart = (found: Inspected): found is Part => typeof found === "object" && "part" in found;

/** Takes a component out of a request and transforms it. */
export type Reader = (view: RequestView) => Inspected;

/** A statement, ready to be asked. */
export interface Test {
  test(at: Context): Match;
  /** Why the outcome is what it is, in words that follow `because`. */
  why(at: Context, outcome: Match): string;
}

/** One request on its way through the rules. */
export class Context {
  readonly view: RequestView;
  readonly labels = new Labels();
  readonly rates: readonly RateWindow[];
  /** Counts of the rate windows for this request, by number of the window. */
  readonly counted = new Map<number, { readonly count: number; readonly key: string }>();
  /** Set by a statement that takes its address from a header that is not there: then AWS leaves the whole rule out. */
  leavesRuleOut = false;
  private readonly readers: readonly Reader[];
  /** Contents by number of the reader; null where it was not asked yet. */
  private readonly read: (Inspected | null)[];

  constructor(view: RequestView, readers: readonly Reader[], rates: readonly RateWindow[]) {
    this.view = view;
    this.readers = readers;
    this.rates = rates;
    this.read = new Array(readers.length).fill(null);
  }

  /** The contents of a component, by the number of its reader. */
  inspect(reader: number): Inspected {
    const known = this.read[reader];
    if (known !== null) return known;
    const found = this.readers[reader]?.(this.view);
    this.read[reader] = found;
    return found;
  }
}

/** The labels that rules have put on a request so far. */
export class Labels {
  /** Labels of the web ACL's own rules, without its prefix. */
  readonly own: string[] = [];
  /** Labels of AWS's rules, whole. */
  readonly foreign: string[] = [];
  /** Labels of our own that undecided rules would have added. */
  readonly doubtful: string[] = [];

  addOwn(label: string): void {
    if (!this.own.includes(label)) this.own.push(label);
  }

  addForeign(label: string): void {
    if (!this.foreign.includes(label)) this.foreign.push(label);
  }

  doubt(label: string): void {
    if (!this.doubtful.includes(label)) this.doubtful.push(label);
  }
}

/** Number of times behind a window that are kept before they are dropped together. */
const FORGOTTEN = 1000;

/** Counts the requests of each key within a window that ends now; forgets what no window holds any more. */
export class RateWindow {
  private readonly length: number;
  private readonly seen = new Map<string, { times: number[]; start: number }>();
  private swept = Number.NEGATIVE_INFINITY;

  /** @param seconds of the window */
  constructor(seconds: number) {
    this.length = seconds * 1000;
  }

  /** Counts one more at `time` (milliseconds, never before the last one) and says how many the window holds, this one too. */
  count(key: string, time: number): number {
    this.sweep(time);
    const entry = this.seen.get(key) ?? { times: [], start: 0 };
    entry.times.push(time);
    while ((entry.times[entry.start] ?? time) <= time - this.length) entry.start++;
    if (entry.start > FORGOTTEN && entry.start > entry.times.length / 2) {
      entry.times = entry.times.slice(entry.start);
      entry.start = 0;
    }
    this.seen.set(key, entry);
    return entry.times.length - entry.start;
  }

  /** Once a window, drops the keys that have not come since. */
  private sweep(time: number): void {
    if (time - this.swept < this.length) return;
    this.swept = time;
    for (const [key, { times }] of this.seen) if ((times.at(-1) ?? 0) <= time - this.length) this.seen.delete(key);
  }
}
