/** Demo stacks by their environments. */
export type Environment = "dev" | "staging" | "prod";

/** `allow`, or a verdict and the rule that decides: `block by admin`. */
export type Expected = string;

/** A request, and what each demo stack is expected to do with it. */
export interface Row {
  /** Who wants what: a sentence's subject. */
  readonly name: string;
  /** With the query. @default "/" */
  readonly path?: string;
  /** @default - POST with a body, GET without one */
  readonly method?: string;
  /** @default - a shopper's, which no list of any stack has */
  readonly ip?: string;
  /** @default "DE" */
  readonly country?: string;
  /** Over those of a browser. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of a form; a number stands for a body of so many bytes that begins like an upload. */
  readonly body?: string | number;
  /** What AWS decides, as on the command line. */
  readonly hints?: readonly string[];
  /** Whether the browser has answered a challenge. @default false */
  readonly hasToken?: boolean;
  /** Whether the login guard blocks the address at the moment. @default false */
  readonly isGuarded?: boolean;
  readonly expected: Expected | Readonly<Record<Environment, Expected>>;
  /** What demo-prod's listener does with it where no one is signed in, whatever the web ACL does: `ask by sign-in-at-admin`. @default "pass" */
  readonly listener?: string;
}

/** Requests one after the other, and how many of them in a row end alike. */
export interface Sequence {
  readonly name: string;
  readonly steps: readonly (Omit<Row, "name" | "expected"> & {
    readonly count: number;
    /** Seconds from one to the next, the first after those before it. */
    readonly every: number;
    /** The address of each by its number. @default - `ip` for all */
    readonly from?: (at: number) => string;
  })[];
  /** `10 allow` and then `2 block by login-rate`. */
  readonly expected: readonly string[] | Readonly<Record<Environment, readonly string[]>>;
}

/** A shopper. */
export const shopper = "198.51.100.180";
/** The store itself, on its way out. */
export const itself = "192.0.2.200";
/** Someone of the staff, at work, of each demo stack. */
export const staff = "203.0.113.9";
