/*
 * Headers of a node's answers. The load balancer sets some of them again (load-balancer.ts, responseHeaders), for what never reaches a
 * node; here they are also for requests to a node itself, and in place of what X-Cart would say.
 */

/** Headers of every response. `hstsDays` is how long browsers stay on HTTPS, for this name only: others of the domain may not be the store's. */
export const nodeHeaders = (hstsDays: number) => ({
  "Strict-Transport-Security": `max-age=${hstsDays * 86400}`,
  "X-Content-Type-Options": "nosniff",
  // X-Cart's administration frames its own pages; 5.4's check of requirements fails with DENY.
  "X-Frame-Options": "SAMEORIGIN",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  // Payment in a frame (Apple Pay, Google Pay) stays allowed, by the frame's own attribute.
  "Permissions-Policy":
    "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(self), gyroscope=(), magnetometer=(), microphone=(), midi=(), usb=()",
  // Payment providers' windows may still talk to the page that opened them.
  "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
});

/** Where browsers send what {@link reportedPolicy} finds. */
export const reportPath = "/csp-report";

/** Where they send what goes beyond the payment page's own policy (domain/payment-page/csp.ts). */
export const paymentReportPath = `${reportPath}/payment-page`;

/**
 * The policy that browsers only report on: they report what pages load beyond it, and load it. X-Cart 5 cannot do
 * without scripts in its pages and `eval`. The payment page has a policy of its own, of what was agreed (PCI DSS 4.0.1, 6.4.3 and 11.6.1).
 */
export const reportedPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: https:",
  "font-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  `report-uri ${reportPath}`,
].join("; ");

/** The policy for uploaded files: opened in a tab, a picture with a script inside runs nothing and belongs to no site. */
export const uploadPolicy = "default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'; sandbox";
