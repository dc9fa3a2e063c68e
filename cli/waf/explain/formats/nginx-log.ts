import { isRecord } from "../../../../domain/values.ts";
import { textOf } from "../../evaluate/shape.ts";
import { type Asked, type Format, headersOver, mayHaveBody, type Reading, requestLine } from "./recorded.ts";

/** Placeholder of secrets in our nodes' log (host/nginx/query.ts). */
const GONE = "[-]";

const gaps = [
  "nginx's log has no bodies, and few headers: rules on others are open.",
  "What it has came through the web ACL; whether with a token it does not say.",
];

/** The access log of our nodes, a JSON object a line (host/nginx/log.ts). */
export const nodeLog: Format = {
  name: "the nodes' nginx log",
  takes: (value) => isRecord(value) && typeof value.address === "string" && typeof value.host === "string",
  read: (value, asked) => (isRecord(value) ? readNode(value, asked) : { fault: "got no object, expected a line of nginx's log" }),
  gaps: [...gaps, `Secrets in queries are ${GONE} there: what they could be is open.`],
};

function readNode(line: Readonly<Record<string, unknown>>, asked: Asked): Reading {
  if ("directive" in line) return { skip: { kind: "other", what: "that are reports of browsers" } };
  const query = textOf(line.query);
  return readRequest(asked, {
    ...{
      time: textOf(line.time),
      address: textOf(line.address),
      method: textOf(line.method),
      host: textOf(line.host),
      agent: textOf(line.userAgent),
    },
    ...{ path: `${textOf(line.path)}${query === "" ? "" : `?${query}`}`, redaction: GONE },
  });
}

/** nginx's `combined` and its shorter form `common`. */
const combined = /^(\S+) \S+ .*? \[([^\]]+)\] "((?:[^"\\]|\\.)*)" (\d{3}) (?:\d+|-)(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?/;

/** Access logs of nginx and Apache elsewhere, of which a store moves here. */
export const combinedLog: Format = {
  name: "an access log in the combined or the common format",
  takes: (value) => typeof value === "string" && combined.test(value),
  read: readCombined,
  gaps,
};

function readCombined(value: unknown, asked: Asked): Reading {
  const [, address = "", time = "", request = "", , referer = "-", agent = "-"] = combined.exec(String(value)) ?? [];
  const { method = "", target: path = "" } = requestLine(unescaped(request)) ?? {};
  if (!path.startsWith("/")) return { skip: { kind: "other", what: "that are no requests" } };
  return readRequest(asked, { time: isoOf(time), address, method, path, agent: unescaped(agent), referer: unescaped(referer) });
}

const unescaped = (text: string): string =>
  text.replace(/\\x([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))).replace(/\\(["\\])/g, "$1");

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `24/Nov/2026:10:26:40 +0000` in ISO 8601. */
function isoOf(time: string): string {
  const [, day, month = "", year, clock, hours, minutes] = /^(\d\d)\/(\w{3})\/(\d{4}):([\d:]{8}) ([+-]\d\d)(\d\d)$/.exec(time) ?? [];
  return `${year}-${String(months.indexOf(month) + 1).padStart(2, "0")}-${day}T${clock}${hours}:${minutes}`;
}

interface Logged {
  readonly time: string;
  readonly address: string;
  readonly method: string;
  /** The path with the query. */
  readonly path: string;
  readonly host?: string;
  readonly agent: string;
  readonly referer?: string;
  readonly redaction?: string;
}

function readRequest({ base }: Asked, { time, address, method, path, host, agent, referer = "-", redaction }: Logged): Reading {
  const when = Date.parse(time);
  if (Number.isNaN(when)) return { fault: `got the time ${JSON.stringify(time)}, expected one such as nginx writes` };
  const said = [
    ["host", host],
    ["user-agent", agent],
    ["referer", referer],
  ] as const;
  const own = said.flatMap(([name, value]) => (value === undefined || value === "" || value === "-" ? [] : [[name, value] as const]));
  const headers = headersOver(own, { headers: base.headers.filter(([name]) => name.toLowerCase() === "host") });
  const described = { ...base, method, path, ip: address, headers, body: undefined };
  const untold = { body: mayHaveBody(method, headers), otherHeaders: true, redaction };
  return { recorded: { described, time: when, untold, past: { verdict: "allow" } } };
}
