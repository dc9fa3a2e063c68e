import { closedHeader } from "../../domain/defaults/canary.ts";
import { adminFolder } from "../../domain/defaults/firewall-xcart.ts";
import type { NginxPlace } from "./place.ts";
import { fileFolders } from "./static.ts";
import { expression, word } from "./text.ts";

/** A status that nginx and X-Cart have no use for: it leads to the page of a closed store. */
const CLOSED = 597;

/**
 * Whom a closed store turns away: not staff, not who asks how the node is, not the node itself, which tries X-Cart out before shoppers do.
 * Files are handed out, for the pages of the administration.
 */
export const closedMap = `map "$realip_remote_addr:$uri" $turned_away {
  default 1;
  ${expression("~^127\\.0\\.0\\.1:")} "";
  ${expression(`~:/(?:healthz$|(?:${adminFolder}|service\\.php)(?:/|$)|(?:${fileFolders.join("|")})/)`)} "";
}
`;

/** For a server of the store: one look at a mark for each request. */
export const closedPart = ({ closed }: NginxPlace): string => `set $closed "";
if (-f ${word(closed)}) { set $closed $turned_away; }
if ($closed) { return ${CLOSED}; }
error_page ${CLOSED} =503 @closed;

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
