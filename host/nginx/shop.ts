import { adminFolder, privateFiles, probes, scripts } from "../../domain/defaults/firewall-xcart.ts";
import { paymentReportPath, reportPath } from "../../domain/defaults/page-headers.ts";
import { requestSeconds } from "../../domain/defaults/request-seconds.ts";
import { apiLoginPath } from "../../domain/xcart/requests.ts";
import type { NodeSettings } from "../node.ts";
import { closedLocations, closedPage, closedToStaff } from "./closed.ts";
import { accessLogged } from "./log.ts";
import type { NginxPlace } from "./place.ts";
import { programFolders } from "./request.ts";
import { rootFiles } from "./static.ts";
import { expression, hostName, wholeNumber, word } from "./text.ts";

/** Sources, manifests, dumps and archives beside {@link privateFiles}, wherever they lie outside of the folders for files. */
const sources =
  "(?i)(?:\\.(?:inc|md|json|neon|toml|properties|tfstate|phar|tar|t?gz|bz2|xz|7z|rar|zip|db|sqlite3?|dump|crt|cer|p12|pfx|jks|kdbx)|/(?:Makefile|Dockerfile|Vagrantfile|composer\\.phar))$";

/** The server of the store's names, or of those of its administration. */
export function shopServer(settings: NodeSettings, place: NginxPlace, names: readonly string[], admin: boolean): string {
  const { app, certificate, certificateKey, listen } = place;
  return `server {
  listen ${word(listen)} ssl http2;
  server_name ${names.map(hostName).join(" ")};
  ssl_certificate ${word(certificate)};
  ssl_certificate_key ${word(certificateKey)};
  root ${word(app)}/public;
  include xcart/headers.conf;
  error_page 502 504 @without_php;
  limit_conn under_way 100;

  include xcart/refused.conf;

  ${closedPage}
  include xcart/health.conf;
  include xcart/report.conf;
${plainAddresses(settings)}  include xcart/static.conf;

${programs(settings)}${refused}
${administration(settings, place, admin)}
${pages(settings)}}
`;
}

/**
 * Addresses of pages as most are, before what looks for others: no folder of programs or probes, no dot but that of `.html`. What is
 * refused by its ending ends otherwise.
 */
const plainAddresses = ({ line }: NodeSettings): string => {
  const others = [probes, `^/(?:${adminFolder}|${programFolders[line]})(?:/|$)`, rootFiles].map((one) => `(?!${one})`).join("");
  return `  location ~ ${expression(`^${others}/(?:[a-z0-9_-]+/)*[a-z0-9_-]*(?:\\.html|(?<!file))$`)} { include xcart/shop.conf; }\n`;
};

const refused = `  location ~ ${expression(scripts)} { return 404; }
  location ~ ${expression(privateFiles)} { return 404; }
  location ~ ${expression(probes)} { return 404; }
  location ~ ${expression(sources)} { return 404; }
`;

/**
 * Locations of X-Cart's API, where it is enabled: a resource or a list may end in `.json` (config/packages/api_platform.yaml, formats),
 * which is refused for other paths.
 */
function programs({ line, api = false }: NodeSettings): string {
  if (!api) return `  location ~ ${expression(`^/(?:${programFolders[line]})(?:/|$)`)} { return 404; }\n`;
  return `  location ~ ^/api(?:/[^.]*(?:\\.json)?)?$ { include xcart/api.conf; }
  location ~ ${expression(`^${apiLoginPath}(?:/|$)`)} {
    if ($request_method != POST) { return ${OTHER_METHOD}; }
    error_page ${OTHER_METHOD} = @refused;
    include xcart/api.conf;
  }
${line === "5.6" ? languageModels : ""}`;
}

/** A location of the API. */
export const apiPart = `include xcart/closed.conf;
error_page 502 504 @without_php;
include xcart/page.conf;
include xcart/index.conf;
fastcgi_read_timeout ${requestSeconds.page}s;
`;

/** X-Cart's own entries and nothing else: PHP is never given the name of a file that an address says. */
const pages = ({
  api = false,
}: NodeSettings): string => `${api ? "  location ~ ^/api/ { include xcart/api.conf; }\n" : ""}${["= /", "= /index.php", "= /cart.php", "= /sitemap.xml", "/", "@page"].map((place) => `  location ${place} { include xcart/shop.conf; }\n`).join("")}  location @plain {
    include xcart/page.conf;
    include xcart/index.conf;
    fastcgi_read_timeout ${requestSeconds.page}s;
  }
${closedLocations}  location @without_php {
    default_type text/html;
    include xcart/headers.conf;
    add_header Retry-After 30 always;
    add_header Cache-Control no-store always;
    return 503 "<!doctype html><title>One moment</title><p>The store is not answering right now. Please try again in a minute.</p>";
  }
`;

/**
 * A page of the shop, compressed, or at `@plain` where compression could leak a secret. A status that nothing else returns leads there with
 * the request unchanged: `if` may only `return` in a location, and `try_files` with a file that never exists would cost each request a call.
 */
export const shopPart = `include xcart/closed.conf;
gzip on;
if ($page = plain) { return 418; }
error_page 418 = @plain;
error_page 502 504 @without_php;
include xcart/page.conf;
include xcart/index.conf;
fastcgi_read_timeout ${requestSeconds.page}s;
`;

/** Answers come bit by bit, as they are. */
const languageModels = `  location ~ ^/mcp(?:/|$) {
    include xcart/closed.conf;
    error_page 502 504 @without_php;
    include xcart/page.conf;
    include xcart/index.conf;
    fastcgi_read_timeout ${requestSeconds.staff}s;
    fastcgi_buffering off;
  }
`;

function administration({ bodyMiB }: NodeSettings, place: NginxPlace, admin: boolean): string {
  if (!admin) return `  location ~ ${expression(`^/(?:${adminFolder}|service\\.php)(?:/|$)`)} { return 404; }\n`;
  const staff = `    ${closedToStaff(place)}
    client_max_body_size ${wholeNumber(bodyMiB.uploads)}m;
    fastcgi_read_timeout ${requestSeconds.staff}s;
    include xcart/page.conf;`;
  return `  location = /${adminFolder} { return 301 /${adminFolder}/$is_args$args; }
  location ~ ^/${adminFolder}/ {
${staff}
    include xcart/index.conf;
  }
  location = /service.php {
${staff}
    include xcart/service.conf;
  }
  location ^~ /service.php/ {
${staff}
    include xcart/service.conf;
  }
`;
}

/** A status that nginx and X-Cart have no use for: it leads from a location to what {@link refusedPart} says of methods. */
const OTHER_METHOD = 598;

/**
 * For a server: requests that go no further, by one look. With a method that an address does not know goes the answer which ones it does
 * (RFC 9110, 15.5.6).
 */
export const refusedPart = `if ($refused) { return 405; }
error_page 405 ${OTHER_METHOD} = @refused;
location @refused {
  if ($refused = 400) { return 400; }
  if ($refused = 413) { return 413; }
  include xcart/headers.conf;
  add_header Allow $methods always;
  return 405;
}
`;

/** `/healthz`: PHP says how things are, and if it does not, that. */
export const healthPart = ({ health, accessLog }: NginxPlace): string => `location = /healthz {
  ${accessLogged(accessLog)} if=$health_logged;
  limit_req zone=health burst=10 nodelay;
  client_max_body_size 1k;
  include xcart/headers.conf;
  fastcgi_param SCRIPT_NAME /healthz;
  fastcgi_param SCRIPT_FILENAME ${word(health)};
  fastcgi_param HEALTH_DETAILS $health_details if_not_empty;
  include xcart/fastcgi.conf;
  # The load balancer waits for ${requestSeconds.health} seconds.
  fastcgi_read_timeout ${requestSeconds.healthPage}s;
  error_page 502 504 =503 @health_without_php;
}
location @health_without_php {
  default_type application/json;
  include xcart/headers.conf;
  add_header Cache-Control no-store always;
  return 503 $without_php;
}
`;

/**
 * Locations for browsers' reports. The mirror makes nginx read the body; the missing file (404) becomes 204, and the log takes its
 * fields from the body.
 */
export const reportPart = ({
  reportLog,
}: NginxPlace): string => `${[reportPath, paymentReportPath].map(reportLocation).join("")}location = /nobody { internal; access_log off; return 204; }
location @reported {
  include xcart/headers.conf;
  access_log ${word(reportLog)} report buffer=32k flush=1s;
  return 204;
}
`;

const reportLocation = (path: string): string => `location = ${path} {
  limit_req zone=reports burst=20 nodelay;
  limit_req zone=all_reports burst=50 nodelay;
  if ($request_method != POST) { return ${OTHER_METHOD}; }
  error_page ${OTHER_METHOD} = @refused;
  client_max_body_size 16k;
  client_body_buffer_size 16k;
  client_body_in_single_buffer on;
  mirror /nobody;
  error_page 404 405 = @reported;
}
`;
