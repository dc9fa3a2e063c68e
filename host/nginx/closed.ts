import { closedHeader } from "../../domain/defaults/canary.ts";
import type { NginxPlace } from "./place.ts";
import { word } from "./text.ts";

/** A status that nginx and X-Cart have no use for: it leads to the page of a closed store. */
const CLOSED = 597;

/** Whom a closed store turns away: not the node itself, which tries X-Cart out before shoppers do. */
export const closedMap = `map $realip_remote_addr $turned_away {
  default 1;
  127.0.0.1 "";
}
`;

/**
 * For a location of shoppers' pages: one look at a mark for each request. Staff and who asks how the node is have locations of their own;
 * files are handed out, for the pages of the administration.
 */
export const closedPart = ({ closed }: NginxPlace): string => `set $closed "";
if (-f ${word(closed)}) { set $closed $turned_away; }
if ($closed) { return ${CLOSED}; }
`;

/** What leads to the page of a closed store: for a server, and for each location that has such lines of its own. */
export const closedPage = `error_page ${CLOSED} =503 @closed;`;

/** That page. */
export const closedLocation = `  location @closed {
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
