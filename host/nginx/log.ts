import type { NginxPlace } from "./place.ts";
import { queryPart } from "./query.ts";
import { expression, quoted, word } from "./text.ts";

const json = (fields: Readonly<Record<string, string>>) =>
  `{${Object.entries(fields)
    .map(([key, value]) => `"${key}":${value}`)
    .join(",")}}`;

const access = {
  time: '"$time_iso8601"',
  address: '"$remote_addr"',
  method: '"$request_method"',
  host: '"$host"',
  path: '"$path_sent"',
  query: '"$query"',
  status: "$status",
  bytes: "$body_bytes_sent",
  seconds: "$request_time",
  // Text: there may be none, or several.
  phpSeconds: '"$upstream_response_time"',
  phpStatus: '"$upstream_status"',
  protocol: '"$server_protocol"',
  tls: '"$ssl_protocol"',
  from: '"$referer_page"',
  userAgent: '"$http_user_agent"',
  requestId: '"$http_x_amzn_trace_id"',
  peer: '"$realip_remote_addr"',
};

/** Variables, and what browsers call them in either form. */
const reportedFields = [
  ["directive", "effective-directive", "violated-directive", "effectiveDirective"],
  ["blocked", "blocked-uri", "blockedURL"],
  ["page", "document-uri", "documentURL"],
  ["source", "source-file", "sourceFile"],
] as const;

const report = {
  time: '"$time_iso8601"',
  address: '"$remote_addr"',
  host: '"$host"',
  // Which policy: that of the payment page has a path of its own.
  path: '"$uri"',
  directive: '"$report_directive"',
  blocked: '"$report_blocked"',
  page: '"$report_page"',
  source: '"$report_source"',
  userAgent: '"$http_user_agent"',
  requestId: '"$http_x_amzn_trace_id"',
};

/** A field of a browser's report, in the old format or the new one, without its query, which may hold a secret. */
const reported = (variable: string, ...names: readonly string[]) => `map $request_body $report_${variable} {
  default "";
  ${expression(`~"(?:${names.join("|")})"\\s*:\\s*"(?<said_${variable}>[^"?#\\\\]{0,500})`)} $said_${variable};
}
`;

/** The access log, as a directive without its end. */
export const accessLogged = (accessLog: string): string => `access_log ${word(accessLog)} access buffer=32k flush=1s`;

/**
 * The logs. The access log has one line of JSON for each request, without query secrets and cookies, and of the referrer only the page.
 * The error log quotes addresses unredacted, so it takes critical errors only; the access log has the rest.
 */
export const logPart = ({ accessLog, errorLog }: NginxPlace): string => `${queryPart}
map $http_referer $referer_page {
  default "";
  "~^(?<referer_sent>[^?#]+)" $referer_sent;
}

# Health checks that go well would be most of the log of a quiet store.
map "$inner $status" $health_logged {
  default 1;
  "1 200" 0;
}

${reportedFields.map(([variable, ...names]) => reported(variable, ...names)).join("")}
log_format access escape=json ${quoted(json(access))};
log_format report escape=json ${quoted(json(report))};
${accessLogged(accessLog)};
error_log ${word(errorLog)} crit;
`;
