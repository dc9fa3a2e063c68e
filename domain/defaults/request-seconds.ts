const idle = 60;
const staff = 300;
const health = 5;

/**
 * Timeouts of each hop of a request, in seconds. The hop nearer to the shopper always waits longer than the one behind it: the node
 * then answers, and logs what was slow, before the load balancer gives up with a 504 that says nothing.
 */
export const requestSeconds = {
  /** Between two bytes on a connection of the load balancer: its idle timeout. */
  idle,
  /** Between two bytes of PHP's answer to a shopper, in nginx. */
  page: idle - 10,
  /**
   * Time for which nginx keeps a connection of the load balancer open: longer than the load balancer, or it would ask on one that is being
   * closed, and answer 502 (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html).
   */
  keepAlive: idle + 15,
  /** Between two bytes of PHP's answer to staff, in nginx: exports and rebuilds print as they go on. X-Cart's own sample for nginx has 300. */
  staff,
  /** The whole of a request in PHP: below nginx's, or nginx gives up while PHP works on. */
  php: staff - 10,
  /** After a reload of nginx, what still runs in the old workers: longer than any answer. */
  shutdown: staff + 30,
  /** Time for requests on a node that leaves the load balancer: its deregistration delay. */
  drain: idle,
  /** The load balancer's health check. */
  health,
  /** The health page's answer in nginx, so that the node can still say that PHP is silent. */
  healthPage: health - 1,
} as const;
