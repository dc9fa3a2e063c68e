import type { NodeSettings } from "../node.ts";
import { addressBlock } from "./text.ts";

/**
 * The client's address. The load balancer appends the address that it sees to `X-Forwarded-For`; only that last one counts, and only
 * from the load balancer. With `real_ip_recursive on` a client in one of the blocks could forge its address; there is one hop, so it is off.
 * `$inner` is 1 for the load balancer's own health checks, which forward no client's address, and for the node itself.
 */
export function clientPart({ balancerBlocks }: NodeSettings): string {
  const blocks = [...new Set(balancerBlocks.map(addressBlock))];
  return `${blocks.map((block) => `set_real_ip_from ${block};\n`).join("")}real_ip_header X-Forwarded-For;
real_ip_recursive off;

geo $inner {
  default 0;
  127.0.0.1 1;
${blocks.map((block) => `  ${block} 1;\n`).join("")}}

# Limits for each address: concurrent requests, browser reports, and requests for the health page. The load balancer's health checks are exempt.
map $inner $outsider {
  0 $binary_remote_addr;
  default "";
}
limit_conn_zone $binary_remote_addr zone=under_way:10m;
limit_req_zone $binary_remote_addr zone=reports:10m rate=20r/m;
limit_req_zone $server_name zone=all_reports:64k rate=20r/s;
limit_req_zone $outsider zone=health:1m rate=1r/s;
limit_conn_status 429;
limit_req_status 429;
`;
}
