import { z } from "zod";
import { isRecord } from "../../../../domain/values.ts";
import { type Asked, type Format, headersOver, millisecondsOf, type Reading, splitUrl } from "./recorded.ts";

const TIME = "seconds, milliseconds, or a time such as 2026-11-27T10:00:00Z";

const line = z.strictObject({
  time: z.union([z.number().nonnegative({ error: TIME }), z.string()], { error: TIME }).optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  /** An https address in place of host and path. */
  url: z.string().optional(),
  ip: z.string().optional(),
  country: z.string().optional(),
  asn: z.union([z.int().nonnegative(), z.string()]).optional(),
  ja3: z.string().optional(),
  ja4: z.string().optional(),
  userAgent: z.string().optional(),
  host: z.string().optional(),
  headers: z
    .union(
      [
        z.record(z.string(), z.string()),
        z.array(z.strictObject({ name: z.string(), value: z.string() })),
        z.array(z.tuple([z.string(), z.string()])),
      ],
      { error: 'an object, a list of {"name", "value"}, or a list of pairs' },
    )
    .optional(),
  cookies: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  token: z.boolean().optional(),
  hints: z.array(z.string()).optional(),
  /** Number of equal requests. */
  repeat: z.int().min(1).max(100_000).optional(),
  /** Seconds from one of them to the next. */
  every: z.number().nonnegative().optional(),
});
type Line = z.infer<typeof line>;

/** Requests written down by hand or by a program: a JSON object a line. */
export const ownLines: Format = {
  name: "requests, a JSON object a line",
  takes: isRecord,
  read,
  gaps: [],
};

function read(value: unknown, asked: Asked): Reading {
  const result = line.safeParse(value);
  return result.success ? recordedOf(result.data, asked) : { fault: faultOf(result.error, value) };
}

function faultOf({ issues: [issue] }: z.ZodError, value: unknown): string {
  if (issue?.code === "unrecognized_keys" && issue.path.length === 0)
    return `got the key ${issue.keys.join(", ")}, expected some of ${Object.keys(line.shape).join(", ")}`;
  const key = String(issue?.path[0] ?? "");
  const got = JSON.stringify(isRecord(value) && key !== "" ? value[key] : value);
  return `${key}${key && ": "}got ${got}, expected ${issue?.message.replace(/^Invalid input: expected /, "") ?? "a request"}`;
}

function recordedOf(line: Line, { base }: Asked): Reading {
  const { url, time, asn } = line;
  const target = url === undefined ? undefined : splitUrl(url);
  if (url !== undefined && target === undefined)
    return { fault: `url: got ${JSON.stringify(url)}, expected one that begins with https://` };
  if (url !== undefined && line.path !== undefined) return { fault: "got url and path, expected one or the other" };
  const when = millisecondsOf(time);
  if (time !== undefined && when === undefined) return { fault: `time: got ${JSON.stringify(time)}, expected ${TIME}` };
  const described = {
    method: line.method ?? base.method,
    path: target?.path ?? line.path ?? base.path,
    ip: line.ip ?? base.ip,
    country: line.country ?? base.country,
    asn: asn === undefined ? base.asn : String(asn),
    ja3: line.ja3 ?? base.ja3,
    ja4: line.ja4 ?? base.ja4,
    token: line.token ?? base.token,
    body: line.body === undefined ? base.body : Buffer.from(line.body),
    headers: headersOver(ownHeaders(line, target?.host), base),
  };
  return { recorded: { described, time: when, hintTexts: line.hints, repeat: line.repeat, every: (line.every ?? 0) * 1000 } };
}

function ownHeaders({ host, userAgent, headers = {}, cookies }: Line, urlHost: string | undefined): [string, string][] {
  const listed: [string, string][] = Array.isArray(headers)
    ? headers.map((one) => (Array.isArray(one) ? one : [one.name, one.value]))
    : Object.entries(headers);
  const cookie =
    cookies &&
    Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  const said: [string, string | undefined][] = [
    ["host", host ?? urlHost],
    ["user-agent", userAgent],
    ["cookie", cookie],
  ];
  const extra = said.flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, value]]));
  const names = new Set(extra.map(([name]) => name));
  return [...listed.filter(([name]) => !names.has(name.toLowerCase())), ...extra];
}
