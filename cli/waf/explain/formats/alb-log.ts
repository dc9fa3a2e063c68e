import { type Asked, type Format, headersOver, mayHaveBody, type Past, type Reading, requestLine, splitUrl } from "./recorded.ts";

/** docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-access-logs.html: by place, since later versions only add. */
const places = { time: 1, client: 3, status: 8, request: 12, agent: 13, domain: 18, created: 21, actions: 22 } as const;

/** Fields of the oldest lines that say what was asked. */
const FEWEST = places.agent + 1;

const begins = /^(?:https?|h2|grpcs|wss?) \d{4}-\d\d-\d\dT\S+ \S+ \S+ /;

/** The load balancer's access log. */
export const albLog: Format = {
  name: "the load balancer's access log",
  takes: (value) => typeof value === "string" && begins.test(value),
  read,
  gaps: [
    "The load balancer's log has no bodies, and of the headers only the host and the user agent: rules on others are open.",
    "It does not say who held a token either: what is challenged or asked for a CAPTCHA here may have passed.",
  ],
};

function read(value: unknown, { base }: Asked): Reading {
  const fields = typeof value === "string" ? fieldsOf(value) : [];
  if (fields.length < FEWEST)
    return { fault: `got ${fields.length} fields, expected at least the ${FEWEST} of a load balancer's access log` };
  const field = (name: keyof typeof places) => fields[places[name]] ?? "-";
  const { method = "", target: url = "" } = requestLine(field("request")) ?? {};
  const target = splitUrl(url);
  // What the load balancer cannot read as HTTP, or gets no whole request of, never comes to the web ACL.
  if (method === "-" || target === undefined || url.endsWith("-"))
    return { skip: { kind: "other", what: "that the load balancer could not read" } };
  const time = Date.parse(field("created") === "-" ? field("time") : field("created"));
  if (Number.isNaN(time)) return { fault: `got the time ${field("time")}, expected one such as 2026-11-27T10:00:00.000000Z` };
  const agent = field("agent");
  const host = field("domain") === "-" ? target.host : field("domain").toLowerCase();
  const headers = headersOver([["host", host], ...(agent === "-" ? [] : [["user-agent", agent] as const])], { headers: [] });
  const described = { ...base, method, path: target.path, ip: addressOf(field("client")), headers, body: undefined };
  const untold = { body: mayHaveBody(method, headers), otherHeaders: true, headers: [] };
  return { recorded: { described, time, untold, past: pastOf(field("actions"), field("status")) } };
}

/** Fields are apart by blanks, those with blanks in quotation marks, within which `\x22` stands for one. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, quoted, plain]) =>
    quoted === undefined
      ? (plain ?? "")
      : quoted.replace(/\\x([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
  );
}

/** `198.51.100.23:40412`, `[2001:db8::1]:40412` or `2001:db8::1:40412`. */
const addressOf = (client: string): string => client.replace(/:\d+$/, "").replace(/^\[|\]$/g, "");

/** Verdicts of WAF by the status of its own answers. */
const answers: Readonly<Record<string, Past["verdict"]>> = { 202: "challenge", 405: "captcha" };

/** The treatment of a request: WAF answered it if no action comes after its own. */
function pastOf(actions: string, status: string): Past | undefined {
  const done = actions.split(",");
  if (done.includes("waf-failed") || !done.includes("waf")) return undefined;
  return { verdict: done.length > 1 ? "allow" : (answers[status] ?? "block") };
}
