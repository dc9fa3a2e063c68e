import type { NginxPlace } from "./place.ts";
import { word } from "./text.ts";

/** The server for any other host name: it answers 421 (RFC 9110, 15.5.20) to all but the load balancer's health checks, which name the node's address. */
export const defaultServer = ({ listen, certificate, certificateKey }: NginxPlace): string => `server {
  listen ${word(listen)} ssl http2 default_server;
  server_name _;
  ssl_certificate ${word(certificate)};
  ssl_certificate_key ${word(certificateKey)};
  include xcart/headers.conf;
  if ($stranger) { return 421; }
  include xcart/refused.conf;

  include xcart/health.conf;
  location / { return 421; }
}
`;
