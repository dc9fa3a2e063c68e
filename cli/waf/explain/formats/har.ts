import { isRecord } from "../../../../domain/values.ts";
import { harBody } from "./har-body.ts";
import { type HarRequest, harEntry } from "./har-entry.ts";
import { type Asked, type Format, millisecondsOf, type Reading, splitUrl } from "./recorded.ts";

/** A HAR: what a browser recorded. */
export const isHar = (value: unknown): value is { readonly log: { readonly entries: readonly unknown[] } } =>
  isRecord(value) && isRecord(value.log) && Array.isArray(value.log.entries);

/** Whether a browser saved a HAR without what is secret: then no request to the store has a cookie. */
export function lacksCookies(entries: readonly unknown[]): boolean {
  return !entries.some((one) => {
    const { success, data } = harEntry.safeParse(one);
    return success && cookieOf(data.request) !== undefined;
  });
}

/** The entries of a browser's recording. */
export const harFormat = (isSanitised: boolean): Format => ({
  name: "a browser's recording (HAR)",
  takes: (value) => isRecord(value) && isRecord(value.request) && "startedDateTime" in value,
  read: (value, asked) => read(value, asked, isSanitised),
  gaps: isSanitised
    ? [
        "No request has a cookie, as browsers save a recording without what is secret: rules that look at cookies are open. Save it with them.",
      ]
    : [],
  isBrowser: true,
});

function read(value: unknown, { base, hosts }: Asked, isSanitised: boolean): Reading {
  const result = harEntry.safeParse(value);
  if (!result.success)
    return { fault: `${result.error.issues[0]?.path.join(".") ?? "the entry"}: missing; expected it as the HAR format has it` };
  const { request, startedDateTime } = result.data;
  const target = splitUrl(request.url);
  if (target === undefined) return { skip: { kind: "other", what: "that left no browser (data:, blob:)" } };
  if (hosts !== undefined && !hosts.has(target.host)) return { skip: { kind: "host", host: target.host } };
  const headers = headersOf(request, target.host);
  const body = harBody(request);
  const cookie = cookieOf(request);
  const described = {
    ...base,
    ...{ method: request.method.toUpperCase(), path: target.path.split("#", 1).join(""), headers, body: body.bytes },
    token: base.token ?? (cookie !== undefined && /(?:^|;\s*)aws-waf-token=/.test(cookie) ? true : undefined),
  };
  const untold = { body: body.isUntold, headers: isSanitised ? ["cookie", "authorization"] : [] };
  return { recorded: { described, time: millisecondsOf(startedDateTime), untold } };
}

/** Headers without HTTP/2's own (`:authority`), and with the cookies where only the list has them. */
function headersOf(request: HarRequest, host: string): [string, string][] {
  const listed = (request.headers ?? [])
    .filter(({ name }) => !name.startsWith(":"))
    .map(({ name, value }): [string, string] => [name, value ?? ""]);
  const has = (wanted: string) => listed.some(([name]) => name.toLowerCase() === wanted);
  const cookie = cookieOf(request);
  return [
    ...(has("host") ? [] : [["host", host] satisfies [string, string]]),
    ...listed,
    ...(cookie === undefined || has("cookie") ? [] : [["cookie", cookie] satisfies [string, string]]),
  ];
}

function cookieOf({ headers, cookies }: HarRequest): string | undefined {
  const header = headers?.find(({ name }) => name.toLowerCase() === "cookie")?.value;
  const listed = cookies?.map(({ name, value }) => `${name}=${value ?? ""}`).join("; ");
  return header || listed || undefined;
}
