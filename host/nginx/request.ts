import { mediaTypes } from "../../domain/defaults/file-types.ts";
import { disguised, sessionCookie } from "../../domain/defaults/firewall-xcart.ts";
import { paymentReportPath, reportPath } from "../../domain/defaults/page-headers.ts";
import type { XcartLine } from "../../domain/defaults/xcart-versions.ts";
import { apiLoginPath, rowsOf } from "../../domain/xcart/requests.ts";
import type { NodeSettings } from "../node.ts";
import { fileFolders } from "./static.ts";
import { expression } from "./text.ts";

/** First folders of X-Cart that programs call, with the methods of an API; `mcp` is 5.6's add-on for language models. */
export const programFolders: Readonly<Record<XcartLine, string>> = { "5.5": "api|api-login", "5.6": "api|api-login|mcp" };

/**
 * Seconds for which browsers cache a style sheet or a script. The `?` in X-Cart's addresses names the time of a release's first page
 * request (classes/XLite/View/AResourcesContainer.php), which other nodes cannot know: an address does not identify a file's content.
 */
const CODE_SECONDS = 600;

/** Extensions and media types of such files. */
const codeEndings = ["css", "js", "mjs", "json", "map", "html"] as const;
const codeTypes = [...new Set(codeEndings.map((ending) => mediaTypes[ending]))];

/** Variables about a request, set before a location handles it. */
export const requestPart = (settings: NodeSettings): string => [addressMaps, methodMaps(settings), bodyMaps, answerMaps].join("\n");

/** No path of X-Cart's is as long, or has as many folders and dots: what expressions cost for one must not grow with it. */
const MAX_PATH = 2048;
const crowded = `^(?:.{${MAX_PATH + 1}}|(?:[^./]*[./]){40})`;

/**
 * X-Cart reads an address as it was sent, nginx as it was meant: where the two could differ, a request goes no further. One look is
 * enough for most.
 */
const addressMaps = `map $request_uri $disguised {
  default $path_disguised;
  ${expression("~^(?<plain_path>(?:/[a-zA-Z0-9_-]{1,255}+){0,12}+(?:\\.[a-z0-9]{1,11}+)?+/?+)(?:\\?|$)")} "";
}
map $plain_path $path_sent {
  default $plain_path;
  "" $raw_path;
}
map $request_uri $raw_path {
  "~^(?<whole_path>[^?]*)" $whole_path;
}
map $raw_path $path_disguised {
  default "";
  ${expression(`~${crowded}`)} 400;
  ${expression(`~${disguised.path}`)} 400;
}

# Addresses that upgraded stores gave to payment providers, and that search engines know.
map $uri $front_uri {
  default $request_uri;
  /cart.php /?$args;
  /sitemap.xml /?target=sitemap&$args;
}
map $uri $front_args {
  default $args;
  /sitemap.xml target=sitemap&$args;
}
`;

const methodMaps = ({ line }: NodeSettings): string => `map $uri $methods {
  default "GET, HEAD, POST";
  ${expression(`~^${apiLoginPath}(?:/|$)`)} "POST";
  ${expression(`~^/(?:${programFolders[line]}|service\\.php)(?:/|$)`)} "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
  ${expression(`~^/(?:${fileFolders.join("|")}|\\.well-known)/|^/healthz$`)} "GET, HEAD";
  ${reportPath} "POST";
  ${paymentReportPath} "POST";
}
# Why a request goes no further, as a status. Most are decided by a look into a table.
map $request_method $refused {
  default $method_refused;
  GET $disguised;
  HEAD $disguised;
}
map "$request_method:$methods" $method_refused {
  default 405;
  ${expression("~^([A-Z]+):.*\\b\\1\\b")} $padded;
}
`;

/** Targets of shoppers' uploads. */
const uploads = [...new Set(rowsOf("upload").flatMap(({ target }) => target ?? []))];

/**
 * The web ACL sees the first 8,192 bytes of a body, and lets longer ones through where shoppers upload files. Only those with files
 * in them may be longer here: a login or an order behind so much padding in a plain form goes no further, and behind a file not
 * past PHP (host/php/requests.php, decision 0054).
 */
const bodyMaps = `map $request_method $padded {
  default $disguised;
  POST $padded_form;
}
map $args $uploading {
  default 0;
  ${expression(`~*(?:^|&)target=(?:${uploads.join("|")})(?:&|$)`)} 1;
}
map $uploading $padded_form {
  default $disguised;
  1 $padded_upload;
}
map "$content_type:$content_length" $padded_upload {
  default 413;
  ${expression("~*^multipart/form-data[;:]")} $disguised;
  ${expression("~:(?:[0-9]{1,3}|[1-7][0-9]{3}|80[0-9]{2}|81[0-8][0-9]|819[0-2])$")} $disguised;
}
`;

/**
 * BREACH infers a page's secret from its compressed size, while another site makes the shopper's browser request it again and again.
 * Browsers name the requesting site: a page is compressed only for requests from the store's own pages, or without a session.
 */
const answerMaps = `map $cookie_${sessionCookie} $page {
  default $page_by_site;
  "" page;
}
map $http_sec_fetch_site $page_by_site {
  default plain;
  same-origin page;
  none page;
}
# While nodes are replaced, a page of a new node may request a new script by its version from an old node, whose response must not be cached.
map $sent_http_content_type $release_cache {
  default "public, max-age=86400";
${codeTypes.map((type) => `  ${type} "public, max-age=${CODE_SECONDS}";\n`).join("")}  "" $unchanged_cache;
}
# A response that a file has not changed (304) has no type.
map $uri $unchanged_cache {
  default "public, max-age=86400";
  ${expression(`~*\\.(?:${codeEndings.join("|")})$`)} "public, max-age=${CODE_SECONDS}";
}
map $inner $stranger {
  0 1;
  default 0;
}
map $inner $health_details {
  1 1;
  default "";
}
map $inner $without_php {
  1 '{"status":"failing","node":"ok","php":"failing"}';
  default "failing";
}
`;
