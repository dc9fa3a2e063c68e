/** A request of which the tests ask who answers it. */
export interface LayeredRequest {
  /** @default - POST with a body, GET without one */
  readonly method?: string;
  /** With the query, as it is sent. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Byte by byte: a character over 255 has no place in it. */
  readonly body?: string;
  /** @default - a shopper's, which no list of any stack has */
  readonly ip?: string;
  /** @default "DE" */
  readonly country?: string;
  /** What AWS's groups make of it, as `store waf explain --hint` takes it. */
  readonly hints?: readonly string[];
  /** Whether the browser has answered a challenge. @default false */
  readonly hasToken?: boolean;
  /** Whether someone has signed in at the load balancer. @default false */
  readonly isSignedIn?: boolean;
  /** Seconds after the first of a sequence. @default 0 */
  readonly at?: number;
}

/** Addresses for demo-prod: no one special, staff at work, one that the login guard blocks at the moment, a partner's program. */
export const addresses = { shopper: "198.51.100.180", staff: "203.0.113.9", guarded: "198.51.100.66", partner: "192.0.2.77" } as const;

/** What every browser sends. */
export const browser = {
  "user-agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
} as const;
