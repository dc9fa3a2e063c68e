import { forgedHeaders, trueHeaders } from "../../domain/defaults/client-headers.ts";
import { nodeHeaders } from "../../domain/defaults/page-headers.ts";
import { passHeader } from "../../domain/defaults/payment-page.ts";
import type { NginxPlace } from "./place.ts";
import { quoted, word } from "./text.ts";

/** A header's name as PHP sees it. */
const parameter = (header: string) => `HTTP_${header.toUpperCase().replaceAll("-", "_")}`;

/** FastCGI parameters of a request. `HTTPS` is always on, since the load balancer redirects port 80. */
const told: Readonly<Record<string, string>> = {
  GATEWAY_INTERFACE: "CGI/1.1",
  SERVER_SOFTWARE: "nginx",
  REDIRECT_STATUS: "200",
  REQUEST_METHOD: "$request_method",
  REQUEST_URI: "$front_uri",
  QUERY_STRING: "$front_args",
  CONTENT_TYPE: "$content_type",
  CONTENT_LENGTH: "$content_length",
  DOCUMENT_ROOT: "$document_root",
  SERVER_PROTOCOL: "$server_protocol",
  SERVER_NAME: "$host",
  SERVER_ADDR: "$server_addr",
  SERVER_PORT: "443",
  REQUEST_SCHEME: "https",
  HTTPS: "on",
  REMOTE_ADDR: "$remote_addr",
  HTTP_HOST: "$host",
};

/** Parameters of every request to PHP. A header with an empty value here is not passed on at all. */
export function fastcgiPart({ fpmSocket }: NginxPlace): string {
  // The web ACL alone reads the pass of the watch of the payment page: X-Cart, and what may have got into it, cannot tell its visits.
  const hidden: [string, string] = [parameter(passHeader), ""];
  const headers = [...forgedHeaders.map((header): [string, string] => [parameter(header), trueHeaders[header] ?? ""]), hidden];
  const ours = ["X-Powered-By", ...Object.keys(nodeHeaders(1))];
  return `${[...Object.entries(told), ...headers].map(([name, value]) => `fastcgi_param ${name} ${quoted(value)};\n`).join("")}
${ours.map((header) => `fastcgi_hide_header ${header};\n`).join("")}
# The whole body is here before a worker of PHP has to do with it: slow clients hold none.
fastcgi_request_buffering on;
fastcgi_connect_timeout 5s;
fastcgi_send_timeout 30s;
fastcgi_buffer_size 32k;
fastcgi_buffers 16 16k;
fastcgi_busy_buffers_size 64k;
fastcgi_pass unix:${word(fpmSocket)};
`;
}

/** One of X-Cart's scripts, whatever the address says: no address names a file to PHP. */
export const scriptPart = (script: "index" | "service"): string => `fastcgi_param SCRIPT_NAME /${script}.php;
fastcgi_param SCRIPT_FILENAME $document_root/${script}.php;
include xcart/fastcgi.conf;
`;
