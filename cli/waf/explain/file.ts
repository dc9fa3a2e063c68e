import { readFileSync } from "node:fs";
import { z } from "zod";
import { isRecord } from "../../../domain/values.ts";
import { messageOf, UserError } from "../../offline/faults.ts";
import { type Hintable, parseHints } from "../evaluate/managed/hints.ts";
import type { WebRequest } from "../evaluate/request.ts";
import { type Described, requestOf } from "./options.ts";

const line = z.strictObject({
  time: z.union([z.number().nonnegative(), z.string()], { error: "seconds, or a time such as 2026-11-27T10:00:00Z" }).optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  ip: z.string().optional(),
  country: z.string().optional(),
  userAgent: z.string().optional(),
  host: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  cookies: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
  token: z.boolean().optional(),
  hints: z.array(z.string()).optional(),
  /** So many alike. */
  repeat: z.int().min(1).max(100_000).optional(),
  /** Seconds from one of them to the next. */
  every: z.number().nonnegative().optional(),
});
type Line = z.infer<typeof line>;

/** What the lines of a file need not say. */
export interface Common {
  /** The options' own request: a line goes over it. */
  readonly base: Described;
  readonly hints: readonly string[];
  readonly hintable: Hintable;
}

/** One request of a file. */
export interface NumberedRequest {
  /** From 1. */
  readonly line: number;
  readonly request: WebRequest;
}

/**
 * The requests in a file, a JSON object a line; empty lines and those that begin with `#` are left out.
 * @throws UserError naming the line
 */
export function readRequests(file: string, common: Common): NumberedRequest[] {
  const result: NumberedRequest[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (const [at, text] of textOf(file).split(/\r?\n/).entries()) {
    if (text.trim() === "" || text.startsWith("#")) continue;
    const place = `${file}:${at + 1}`;
    for (const request of requestsIn(parse(text, place), place, common)) {
      if ((request.time ?? 0) < latest)
        throw new UserError(`${place}: got a time before that of the request above, expected them in order`);
      latest = request.time ?? 0;
      result.push({ line: at + 1, request });
    }
  }
  if (result.length === 0) throw new UserError(`${file}: got no request, expected a JSON object a line`);
  return result;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UserError(`--requests: ${file} cannot be read (${messageOf(error)}), expected a file with a JSON object a line`);
  }
}

function parse(text: string, place: string): Line {
  const content = json(text, place);
  const result = line.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (issue?.code === "unrecognized_keys")
    throw new UserError(`${place}: got the key ${issue.keys.join(", ")}, expected some of ${Object.keys(line.shape).join(", ")}`);
  const key = String(issue?.path[0] ?? "");
  const got = isRecord(content) ? JSON.stringify(content[key]) : text;
  throw new UserError(
    `${place}: ${key}${key && ": "}got ${got}, expected ${issue?.message.replace(/^Invalid input: expected /, "") ?? "a request"}`,
  );
}

function json(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${place}: ${messageOf(error)}, expected a JSON object`);
  }
}

function requestsIn(line: Line, place: string, { base, hints, hintable }: Common): WebRequest[] {
  const time = timeOf(line.time, place);
  const described: Described = {
    method: line.method ?? base.method,
    path: line.path ?? base.path,
    ip: line.ip ?? base.ip,
    country: line.country ?? base.country,
    token: line.token ?? base.token,
    body: line.body === undefined ? base.body : Buffer.from(line.body),
    headers: headersOf(line, base),
  };
  const request = {
    ...requestOf(described, (part) => `${place}: ${part}`),
    hints: parseHints([...hints, ...(line.hints ?? [])], hintable),
  };
  const step = (line.every ?? 0) * 1000;
  return Array.from({ length: line.repeat ?? 1 }, (_, at) => ({ ...request, time: time + at * step }));
}

function headersOf({ host, userAgent, headers = {}, cookies }: Line, base: Described): [string, string][] {
  const cookie =
    cookies &&
    Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join("; ");
  const own = Object.entries({
    ...headers,
    ...(host && { host }),
    ...(userAgent && { "user-agent": userAgent }),
    ...(cookie && { cookie }),
  });
  const names = own.map(([name]) => name.toLowerCase());
  return [
    ...base.headers.filter(([name]) => !names.includes(name.toLowerCase())).map(([name, value]): [string, string] => [name, value]),
    ...own,
  ];
}

/** Milliseconds. */
function timeOf(time: string | number | undefined, place: string): number {
  if (typeof time !== "string") return (time ?? 0) * 1000;
  const parsed = Date.parse(time);
  if (Number.isNaN(parsed))
    throw new UserError(`${place}: time: got ${JSON.stringify(time)}, expected seconds, or a time such as 2026-11-27T10:00:00Z`);
  return parsed;
}
