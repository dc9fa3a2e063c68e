import type { NginxPlace } from "./place.ts";
import { word } from "./text.ts";

/** For whoever asks for another name: nothing (RFC 9110, 15.5.20). The load balancer's health checks name the node's address. */
export const strangerServer = ({ listen, certificate, certificateKey }: NginxPlace): string => `server {
  listen ${word(listen)} ssl http2 default_server;
  server_name _;
  ssl_certificate ${word(certificate)};
  ssl_certificate_key ${word(certificateKey)};
  include xcart/headers.conf;
  if ($stranger) { return 421; }
  include xcart/methods.conf;

  include xcart/health.conf;
  location / { return 421; }
}
`;
