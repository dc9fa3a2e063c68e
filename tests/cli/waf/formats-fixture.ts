/** What a browser sends with a request for a page. */
export const page = [
  { name: "accept", value: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" },
  { name: "sec-fetch-dest", value: "document" },
  { name: "user-agent", value: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0" },
];

/** What a script in a page sends. */
export const background = [
  { name: "accept", value: "*/*" },
  { name: "x-requested-with", value: "XMLHttpRequest" },
];

/** An entry of a HAR, in the form of Chrome's: with fields of its own, which begin with an underscore. */
export const entry = (url: string, request: Readonly<Record<string, unknown>> = {}, second = 0): unknown => ({
  _initiator: { type: "other" },
  _priority: "VeryHigh",
  startedDateTime: `2026-11-24T10:26:${String(second).padStart(2, "0")}.123Z`,
  time: 41.2,
  request: {
    method: "GET",
    url,
    httpVersion: "http/2.0",
    headers: page,
    queryString: [],
    cookies: [],
    headersSize: -1,
    bodySize: 0,
    ...request,
  },
  response: { status: 200, statusText: "", headers: [], cookies: [], content: { size: 0, mimeType: "text/html" } },
  cache: {},
  timings: {},
});

/** A HAR of these entries. */
export const har = (...entries: readonly unknown[]): unknown => ({
  log: { version: "1.2", creator: { name: "WebInspector", version: "537.36" }, pages: [], entries },
});

/** A record of a web ACL's log, as AWS writes it. */
export const wafRecord = (
  change: Readonly<Record<string, unknown>> = {},
  httpRequest: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> => ({
  timestamp: 1763980000000,
  formatVersion: 1,
  webaclId: "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/shop/0a1b",
  terminatingRuleId: "Default_Action",
  terminatingRuleType: "REGULAR",
  action: "ALLOW",
  terminatingRuleMatchDetails: [],
  httpSourceName: "ALB",
  httpSourceId: "111122223333-app/shop/0123",
  ruleGroupList: [],
  rateBasedRuleList: [],
  nonTerminatingMatchingRules: [],
  requestHeadersInserted: null,
  responseCodeSent: null,
  httpRequest: {
    clientIp: "198.51.100.23",
    country: "DE",
    headers: [
      { name: "host", value: "shop.example.com" },
      { name: "user-agent", value: "Mozilla/5.0" },
    ],
    uri: "/",
    args: "target=contact_us",
    httpVersion: "HTTP/2.0",
    httpMethod: "GET",
    requestId: "1-0",
    ...httpRequest,
  },
  ...change,
});

/** A line of a load balancer's access log; the oldest ends with the target group, newer ones add fields. */
export function albLine({
  request = "GET https://shop.example.com:443/?target=cart HTTP/2.0",
  client = "198.51.100.23:40412",
  time = "2026-11-24T10:26:40.123456Z",
  status = "200",
  actions = "waf,forward",
  agent = "Mozilla/5.0 (X11; Linux x86_64)",
  more = ' "-" "-" "10.25.0.11:443" "200" "-" "-" TID_0001',
} = {}): string {
  const head = `h2 ${time} app/shop/0123456789abcdef ${client} 10.25.0.11:443 0.001 0.040 0.000 ${status} ${status} 412 2180`;
  const tls = "ECDHE-RSA-AES128-GCM-SHA256 TLSv1.2 arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/shop/0123";
  return `${head} "${request}" "${agent}" ${tls} "Root=1-692434a0-000000000000000000000001" "shop.example.com" "session-reused" 0 ${time} "${actions}"${more}`;
}
