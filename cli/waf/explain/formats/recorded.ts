import type { ActionKind } from "../../evaluate/action.ts";
import type { Hintable, Hints } from "../../evaluate/managed/hints.ts";
import type { Untold } from "../../evaluate/request.ts";
import type { Described } from "../options.ts";

/** A request of a file, before it is checked. */
export interface Recorded {
  readonly described: Described;
  /** Milliseconds since 1970. @default - that of the request before it */
  readonly time?: number | undefined;
  /** Hints as on the command line. @default - none */
  readonly hintTexts?: readonly string[] | undefined;
  /** Decisions of AWS when it was recorded. @default - unknown */
  readonly hints?: Hints | undefined;
  /** @default - all is said */
  readonly untold?: Untold | undefined;
  /** The outcome then. @default - unknown */
  readonly past?: Past | undefined;
  /** Number of equal requests. @default 1 */
  readonly repeat?: number | undefined;
  /** Milliseconds from one of them to the next. @default 0 */
  readonly every?: number | undefined;
}

/** The treatment of a request when it was recorded. */
export interface Past {
  readonly verdict: Exclude<ActionKind, "count">;
  /** @default - the log does not say which */
  readonly rule?: string | undefined;
}

/** The reason why a value of a file is skipped. */
export type Skip = { readonly kind: "host"; readonly host: string } | { readonly kind: "other"; readonly what: string };

/** The reading of a line or an entry: a request, a skipped value, or a fault in one sentence. */
export type Reading = { readonly recorded: Recorded } | { readonly skip: Skip } | { readonly fault: string };

/** The web ACL's and the command line's parts that the formats use. */
export interface Asked {
  /** Values of the options, which a request overrides. */
  readonly base: Described;
  readonly hintable: Hintable;
  /** The store's own names, in lower case; undefined where they are unknown. */
  readonly hosts: ReadonlySet<string> | undefined;
}

/** A form in which people have requests in hand. */
export interface Format {
  /** Name of the format in a sentence. */
  readonly name: string;
  /** Whether a line (its text, or the JSON value in it) or an entry is of this form. */
  readonly takes: (value: unknown) => boolean;
  readonly read: (value: unknown, asked: Asked) => Reading;
  /** Limits of the format, in sentences. */
  readonly gaps: readonly string[];
  /** Whether a browser sent them, which answers challenges to its pages. @default false */
  readonly isBrowser?: boolean;
}

/** A URL's host in lower case and the rest as it was sent, not decoded: `URL` would tidy up what rules look at. Undefined for others. */
export function splitUrl(url: string): { readonly host: string; readonly path: string } | undefined {
  const [, authority, rest = ""] = /^(?:https?|wss?):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (authority === undefined) return undefined;
  const host = authority
    .replace(/^[^@]*@/, "")
    .replace(/:(?:80|443)$/, "")
    .toLowerCase();
  return { host, path: rest.startsWith("/") ? rest : `/${rest}` };
}

/** The method and the target of a request's line; undefined where there is none. Targets of programs that are no browsers have blanks. */
export function requestLine(line: string): { readonly method: string; readonly target: string } | undefined {
  const [, method, target] = /^([\w!#$%&'*+.^`|~-]+) (.+?)(?: (?:HTTP\/[\d.]+|-))?$/s.exec(line) ?? [];
  return method === undefined || target === undefined ? undefined : { method, target };
}

/** Beyond this a number of a time is milliseconds: as seconds it would be the year 5138. */
const SECONDS_END = 1e11;

/** Beyond these a number counts in something finer than a millisecond, as some programs write times. */
const MILLISECONDS_END = 1e14;
const MICROSECONDS_END = 1e17;

function millisecondsIn(time: number): number {
  if (time > MICROSECONDS_END) return time / 1e6;
  if (time > MILLISECONDS_END) return time / 1000;
  return time > SECONDS_END ? time : time * 1000;
}

/** Milliseconds of a time in seconds, milliseconds, microseconds, nanoseconds or ISO 8601; undefined for anything else. */
export function millisecondsOf(time: unknown): number | undefined {
  if (typeof time === "number") return time >= 0 && Number.isFinite(time) ? millisecondsIn(time) : undefined;
  if (typeof time !== "string" || time === "") return undefined;
  const parsed = /^\d+(?:\.\d+)?$/.test(time) ? millisecondsOf(Number(time)) : Date.parse(time);
  return parsed === undefined || Number.isNaN(parsed) ? undefined : parsed;
}

/** Headers of a record over those of the options. */
export function headersOver(own: readonly (readonly [string, string])[], base: Described): (readonly [string, string])[] {
  const names = new Set(own.map(([name]) => name.toLowerCase()));
  return [...base.headers.filter(([name]) => !names.has(name.toLowerCase())), ...own];
}

/** Methods whose requests have no body unless they say so. */
const bodiless = ["GET", "HEAD", "OPTIONS"];

/** Whether a request that was recorded without its body may have had one. */
export function mayHaveBody(method: string, headers: readonly (readonly [string, string])[]): boolean {
  const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  const length = value("content-length");
  if (length !== undefined) return length !== "0";
  return !bodiless.includes(method) || value("transfer-encoding") !== undefined;
}
