import type { NginxPlace } from "./place.ts";
import { word } from "./text.ts";

const opening = ({ listen, certificate, certificateKey }: NginxPlace): string => `server {
  listen ${word(listen)} ssl http2 default_server;
  server_name _;
  ssl_certificate ${word(certificate)};
  ssl_certificate_key ${word(certificateKey)};
  include xcart/headers.conf;
`;

/** For whoever asks for another name: nothing (RFC 9110, 15.5.20). The load balancer's health checks name the node's address. */
export const strangerServer = (place: NginxPlace): string => `${opening(place)}
  if ($stranger) { return 421; }

  include xcart/health.conf;
  location / { return 421; }
}
`;

/** For a node without a release: it is well, and the store is not there yet. */
export const waitingServer = (place: NginxPlace): string => `${opening(place)}
  default_type text/plain;
  location = /healthz { return 200 "ok\\n"; }
  location / {
    include xcart/headers.conf;
    add_header Retry-After 300 always;
    add_header Cache-Control no-store always;
    return 503 "The store is being set up.\\n";
  }
}
`;
