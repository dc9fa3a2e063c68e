/**
 * Headers by which clients and proxies say where a request comes from, or that it is another one than it is. X-Cart believes the first
 * six without asking (5.5.0.29, classes/XLite/Core/Request.php, getClientIp; 5.4 the same), and `X-Forwarded-Proto`
 * (Includes/Utils/URLManager.php); Symfony takes `X-HTTP-Method-Override` from any client (HttpFoundation, Request::getMethod); PHP's
 * HTTP clients take `Proxy` for the proxy to use (CVE-2016-5385). PHP gets none of them as they were sent.
 */
export const forgedHeaders = [
  "CF-Connecting-IP",
  "Client-IP",
  "X-Forwarded-For",
  "X-Forwarded",
  "Forwarded-For",
  "Forwarded",
  "Proxy",
  "X-Real-IP",
  "X-Client-IP",
  "X-Cluster-Client-IP",
  "True-Client-IP",
  "Fastly-Client-IP",
  "CF-IPCountry",
  "CF-Visitor",
  "X-ProxyUser-IP",
  "X-Original-Forwarded-For",
  "X-Originating-IP",
  "X-Remote-IP",
  "X-Remote-Addr",
  "X-Forwarded-Host",
  "X-Forwarded-Port",
  "X-Forwarded-Proto",
  "X-Forwarded-Protocol",
  "X-Forwarded-Scheme",
  "X-Forwarded-Ssl",
  "X-Forwarded-Server",
  "X-Forwarded-Prefix",
  "X-Forwarded-User",
  "X-Forwarded-Uri",
  "X-Url-Scheme",
  "Front-End-Https",
  "X-Host",
  "X-Original-Host",
  "X-Original-URL",
  "X-Rewrite-URL",
  "X-HTTP-Method",
  "X-HTTP-Method-Override",
  "X-Method-Override",
  "X-Sendfile-Type",
  "X-Accel-Mapping",
  "X-Accel-Redirect",
  "X-Amzn-Oidc-Identity",
  "X-Amzn-Oidc-Data",
  "X-Amzn-Oidc-Accesstoken",
  "Surrogate-Capability",
  "X-Php-Ob-Level",
] as const;

/** One of {@link forgedHeaders}. */
export type ForgedHeader = (typeof forgedHeaders)[number];

/** Values that PHP gets in place of some: those that nginx knows. The others it does not see at all. */
export const trueHeaders: Partial<Record<ForgedHeader, string>> = { "X-Forwarded-For": "$remote_addr", "X-Forwarded-Proto": "https" };
