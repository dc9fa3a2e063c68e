import { requestSeconds } from "./request-seconds.ts";

/** Settings of every load balancer. */
export const secureLoadBalancer = {
  loadBalancerType: "application",
  dropInvalidHeaderFields: true,
  enableHttp2: true,
  enableTlsVersionAndCipherSuiteHeaders: false,
  enableXffClientPort: false,
  // nginx on the nodes believes the last address only, the one that the load balancer adds.
  xffHeaderProcessingMode: "append",
  preserveHostHeader: true,
  // A right to shift, not a shift: who is on call takes an ailing zone out with one call.
  enableZonalShift: true,
  idleTimeout: requestSeconds.idle,
} as const;

/**
 * Headers that the listener sets on every answer, whatever the application says. SAMEORIGIN, not DENY: X-Cart's admin frames
 * its own pages. `hstsDays` is how long browsers
 * stay on HTTPS; other names of the domain, which may not be the store's, are left out of that.
 */
export const responseHeaders = (hstsDays: number) =>
  ({
    routingHttpResponseStrictTransportSecurityHeaderValue: `max-age=${hstsDays * 86400}`,
    routingHttpResponseXContentTypeOptionsHeaderValue: "nosniff",
    routingHttpResponseXFrameOptionsHeaderValue: "SAMEORIGIN",
    routingHttpResponseServerEnabled: false,
  }) as const;
