import { closedHeader } from "../../domain/defaults/canary.ts";
import { requestSeconds } from "../../domain/defaults/request-seconds.ts";
import type { NginxPlace } from "./place.ts";
import { word } from "./text.ts";

/** Statuses that nginx and X-Cart have no use for: they lead to the page of a closed store, the second where that is for shoppers only. */
const CLOSED = 597;
const CLOSED_TO_SHOPPERS = 596;

/** Variable for the clients that a closed store turns away: all but the node itself, which tests X-Cart before shoppers do. */
export const closedMap = `map $realip_remote_addr $turned_away {
  default 1;
  127.0.0.1 "";
}
`;

/**
 * Directives for a location of shoppers' pages: they check a marker file for each request. Staff and health checks have their own locations;
 * static files are served, for the pages of the administration.
 */
export const closedPart = ({ closed }: NginxPlace): string => `if (-f ${word(closed)}) { return ${CLOSED_TO_SHOPPERS}; }
error_page ${CLOSED_TO_SHOPPERS} = @closed_to_shoppers;
recursive_error_pages on;
`;

/** For a server. */
export const closedPage = `error_page ${CLOSED} =503 @closed;`;

/** Locations of that page, and of the page for other clients. */
export const closedLocations = `  location @closed_to_shoppers {
    if ($turned_away) { return ${CLOSED}; }
    ${closedPage}
    recursive_error_pages on;
    include xcart/page.conf;
    include xcart/index.conf;
    fastcgi_read_timeout ${requestSeconds.page}s;
  }
  location @closed {
    default_type text/html;
    include xcart/headers.conf;
    add_header ${closedHeader.name} ${closedHeader.value} always;
    add_header Retry-After 300 always;
    add_header Cache-Control no-store always;
    return 503 "<!doctype html><title>Back soon</title><p>The store is closed for maintenance. Please try again in a few minutes.</p>";
  }
`;

/** For the administration: closed too while the database is another release's. */
export const closedToStaff = ({ closedToStaff: mark }: NginxPlace): string => `if (-f ${word(mark)}) { return ${CLOSED}; }`;
