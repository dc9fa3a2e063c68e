import { gzipSync } from "node:zlib";

/** When the tests' logins begin, in milliseconds. */
export const start = Date.parse("2026-11-20T09:30:00Z");

/** One login result; what is left out is of a customer that failed. */
export interface Written {
  /** Seconds after {@link start}. */
  readonly at: number;
  readonly address?: string;
  readonly account?: string | null;
  readonly zone?: "customer" | "admin";
  readonly outcome?: "success" | "failure" | "pending";
  readonly country?: string;
}

/** The line that a node writes. */
export function lineOf({
  at,
  address = "203.0.113.7",
  account = "anna@example.com",
  zone = "customer",
  outcome = "failure",
  country,
}: Written) {
  const time = new Date(start + at * 1000).toISOString();
  const line = {
    v: 1,
    event: "login",
    time,
    outcome,
    zone,
    account,
    address,
    userAgent: "Mozilla/5.0",
    requestId: "1-67891233-abcdef012345678912345678",
  };
  return JSON.stringify({ ...line, ...(country && { country }) });
}

let written = 0;

/** Lines with the ids that CloudWatch Logs gives them: 56 digits. */
export const numbered = (lines: readonly string[]) =>
  lines.map((message) => ({ id: String(++written).padStart(56, "3"), timestamp: start, message }));

/** What CloudWatch Logs sends to a function: the form of its documentation's example. */
export function payloadOf(logEvents: readonly object[], messageType = "DATA_MESSAGE"): string {
  const body = {
    messageType,
    owner: "123456789012",
    logGroup: "/shop-prod/logins",
    logStream: "i-0123456789abcdef0",
    subscriptionFilters: ["shop-prod-login-guard"],
    logEvents,
  };
  return gzipSync(JSON.stringify(body)).toString("base64");
}

/** A payload of these logins. */
export const payload = (logins: readonly Written[]): string => payloadOf(numbered(logins.map(lineOf)));
