/** Metrics of the canary, each with the dimension `stack`; the policies look for alarms on them. */
export const canaryMetrics = {
  /** Pages of the last walk that failed. */
  failedPages: "CanaryFailedPages",
  /** Faults that keep shoppers from an open store whatever its nodes do: its name leads nowhere, or their browsers refuse its certificate. */
  wayFaults: "CanaryWayFaults",
  /** 1 where a store with a release still shows the page of one without, 0 where not. */
  withoutRelease: "CanaryWithoutRelease",
  /** Seconds that the slowest page of the last walk took. */
  slowestSeconds: "CanarySlowestSeconds",
  /** Days that the store has been without the security build of X-Cart that the settings name. */
  daysBehind: "DaysBehindSecurityBuild",
} as const;

/** Maximum days that a security build may wait: PCI DSS 6.3.3 gives critical patches one month. */
export const maxDaysBehind = 30;

/** Path of each page of an X-Cart store whose path does not depend on its catalogue (X-Cart 5.5 and 5.6: `target` picks the page). */
export const standardPages = {
  health: "/healthz",
  home: "/",
  cart: "/?target=cart",
  login: "/?target=login",
  checkout: "/?target=checkout",
} as const;

/**
 * Header that nodes send with each page until they have a release. The page of a store that is closed, and nginx's own without PHP, are 503
 * too and do not have it.
 */
export const setupHeader = { name: "X-Store-Setup", value: "no-release" } as const;

/** Header that nodes send with each page while the store is closed for an upgrade or a restore. */
export const closedHeader = { name: "X-Store-Closed", value: "maintenance" } as const;
