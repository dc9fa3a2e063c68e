import type { IncomingMessage } from "node:http";
import { request as send } from "node:https";
import { closedHeader, setupHeader } from "../../domain/defaults/canary.ts";
import type { Approach } from "./approach.ts";

/** Connection to the store. */
export interface Way {
  readonly origin: URL;
  readonly userAgent: string;
  readonly approach: Approach;
  /** The shopper's cookies, by name; answers change them. */
  readonly cookies: Map<string, string>;
}

/** A page that nodes show until they have a release. */
export class NoRelease extends Error {}

/** The page of a store that an operator has closed, for an upgrade or a restore. */
export class Closed extends Error {}

/** The last answer on the way to a page. */
export interface Answer {
  readonly url: URL;
  readonly status: number;
  /** Keyed by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Maximum redirects, below a browser's; X-Cart needs two. */
const MAX_REDIRECTS = 5;
/** More than any page of a store has, in bytes. */
const MAX_BODY = 2 * 1024 * 1024;

/**
 * Fetches a page as a shopper does: with cookies, following redirects within the store. `form` is posted. Throws a readable message
 * if there is no answer within `seconds`, no trusted certificate, or a redirect to another host; a {@link NoRelease} if there is no
 * store yet, a {@link Closed} if the store is closed.
 */
export async function visit(way: Way, path: string, seconds: number, form?: Readonly<Record<string, string>>): Promise<Answer> {
  const signal = AbortSignal.timeout(seconds * 1000);
  try {
    return await follow(way, new URL(path, way.origin), signal, form);
  } catch (error) {
    if (signal.aborted) throw new Error(`took longer than ${seconds} s`, { cause: error });
    throw error;
  }
}

async function follow(way: Way, first: URL, signal: AbortSignal, form?: Readonly<Record<string, string>>): Promise<Answer> {
  let url = first;
  let answer = await exchange(way, url, signal, form);
  for (let i = 0; i < MAX_REDIRECTS; i++) {
    const { location } = answer.headers;
    if (answer.status < 300 || answer.status > 399 || location === undefined) return answer;
    url = new URL(location, url);
    if (url.origin !== way.origin.origin) throw new Error(`leads out of the store, to ${url.origin}`);
    answer = await exchange(way, url, signal);
  }
  throw new Error(`redirects more than ${MAX_REDIRECTS} times, last to ${url.pathname}`);
}

async function exchange(way: Way, url: URL, signal: AbortSignal, form?: Readonly<Record<string, string>>): Promise<Answer> {
  const body = form ? new URLSearchParams(form).toString() : undefined;
  const headers = {
    "user-agent": way.userAgent,
    accept: "text/html,*/*;q=0.8",
    ...(way.cookies.size > 0 && { cookie: [...way.cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
    ...(body !== undefined && { "content-type": "application/x-www-form-urlencoded", "content-length": Buffer.byteLength(body) }),
  };
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    send(url, { agent: way.approach.agent, signal, method: form ? "POST" : "GET", headers }, resolve)
      .on("error", reject)
      .end(body);
  });
  way.approach.note(message.socket);
  const says = ({ name, value }: typeof setupHeader | typeof closedHeader) =>
    message.statusCode === 503 && message.headers[name.toLowerCase()] === value;
  if (says(setupHeader) || says(closedHeader)) message.resume();
  if (says(setupHeader)) throw new NoRelease("shows that the store is being set up");
  if (says(closedHeader)) throw new Closed("shows that the store is closed");
  keepCookies(way.cookies, message.headers["set-cookie"] ?? []);
  return { url, status: message.statusCode ?? 0, headers: flatten(message), body: await read(message) };
}

async function read(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    const piece: Buffer = chunk;
    length += piece.length;
    if (length > MAX_BODY) throw new Error(`is longer than ${MAX_BODY} bytes`);
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const flatten = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === "string" ? value : value.join(", ")]],
    ),
  );

function keepCookies(cookies: Map<string, string>, received: readonly string[]): void {
  for (const text of received) {
    const [pair = "", ...attributes] = text.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    if (at < 1) continue;
    const gone = attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute));
    if (gone) cookies.delete(pair.slice(0, at));
    else cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
