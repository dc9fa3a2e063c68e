/** What the canary counts, each with the dimension `stack`; the policies look for alarms on them. */
export const canaryMetrics = {
  /** Pages of the last walk that failed. */
  failedPages: "CanaryFailedPages",
  /** Seconds that the slowest page of the last walk took. */
  slowestSeconds: "CanarySlowestSeconds",
  /** Scripts, frames and headers of the payment page that are not as the settings say; counted when the page was seen. */
  paymentPageChanges: "PaymentPageChanges",
  /** Days that the store has been without the security build of X-Cart that the settings name. */
  daysBehind: "DaysBehindSecurityBuild",
} as const;

/** Path of each page of an X-Cart store whose path does not depend on its catalogue (X-Cart 5.5 and 5.6: `target` picks the page). */
export const standardPages = {
  health: "/healthz",
  home: "/",
  cart: "/?target=cart",
  login: "/?target=login",
  checkout: "/?target=checkout",
} as const;
