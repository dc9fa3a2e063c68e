import { isRecord } from "../../../../domain/values.ts";
import type { Untold } from "../../evaluate/request.ts";
import { type Asked, type Format, headersOver, mayHaveBody, type Past, type Reading } from "./recorded.ts";
import { hintsOf } from "./waf-hints.ts";
import { type WafRecord, wafRecord } from "./waf-record.ts";

/** AWS's placeholder of redacted values. */
const REDACTED = "REDACTED";

/** The web ACL's own log, as WAF writes it to CloudWatch, S3 and Firehose. */
export const wafLog: Format = {
  name: "the web ACL's log",
  takes: (value) => isRecord(value) && isRecord(value.httpRequest) && "clientIp" in value.httpRequest,
  read,
  gaps: [
    "The web ACL's log has no bodies: rules on them are open where the log does not say that they matched.",
    `What it hides (${REDACTED}) is open too, and a store's log leaves out what passed untouched, so rates see fewer requests than came.`,
  ],
};

function read(value: unknown, { base, hintable }: Asked): Reading {
  const result = wafRecord.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    return { fault: `${issue?.path.join(".") ?? ""}: missing; expected it as AWS writes it into the web ACL's log` };
  }
  const { httpRequest: sent, ...rest } = result.data;
  const listed = (sent.headers ?? []).map(({ name, value }) => [name, value ?? ""] as const);
  const headers = listed.filter(([, value]) => value !== REDACTED);
  const query = sent.args ? `?${sent.args}` : "";
  const described = {
    method: sent.httpMethod,
    path: `${sent.uri}${query}${sent.fragment ? `#${sent.fragment.replace(/^#/, "")}` : ""}`,
    ip: sent.clientIp,
    country: countryOf(sent.country) ?? base.country,
    asn: textOf(sent.clientAsn ?? rest.clientAsn) ?? base.asn,
    ja3: rest.ja3Fingerprint ?? base.ja3,
    ja4: rest.ja4Fingerprint ?? base.ja4,
    token: tokenOf(result.data) ?? base.token,
    headers: headersOver(headers, { headers: [] }),
  };
  const untold: Untold = {
    body: rest.requestBodySize == null ? mayHaveBody(sent.httpMethod, headers) : rest.requestBodySize > 0,
    headers: listed.filter(([, value]) => value === REDACTED).map(([name]) => name.toLowerCase()),
    redaction: REDACTED,
  };
  return { recorded: { described, time: rest.timestamp, hints: hintsOf(result.data, hintable), untold, past: pastOf(result.data) } };
}

/** AWS writes a hyphen where it does not know the country. */
const countryOf = (country: string | null | undefined): string | undefined => (country === "-" ? "XX" : (country ?? undefined));

const textOf = (value: number | string | null | undefined): string | undefined => (value == null ? undefined : String(value));

const verdicts: Readonly<Record<string, Past["verdict"]>> = { ALLOW: "allow", BLOCK: "block", CAPTCHA: "captcha", CHALLENGE: "challenge" };

function pastOf({ action, terminatingRuleId }: WafRecord): Past | undefined {
  const verdict = verdicts[action.toUpperCase()];
  const rule = terminatingRuleId == null || terminatingRuleId === "Default_Action" ? undefined : terminatingRuleId;
  return verdict && { verdict, rule };
}

/** Whether the client held a token; undefined where the record does not say. */
function tokenOf({ labels, challengeResponse, captchaResponse }: WafRecord): boolean | undefined {
  const names = labels?.map(({ name }) => name) ?? [];
  if (names.includes("awswaf:managed:token:accepted")) return true;
  if (names.includes("awswaf:managed:token:absent") || names.some((name) => name.startsWith("awswaf:managed:token:rejected"))) return false;
  for (const asked of [captchaResponse, challengeResponse]) {
    if (asked == null) continue;
    if (asked.failureReason) return false;
    if (asked.solveTimestamp) return true;
  }
  return undefined;
}
