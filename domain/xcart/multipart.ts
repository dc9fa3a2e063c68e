import { type PhpArguments, register, untilNul } from "./php.ts";

/*
 * How PHP 8 takes apart a body of `multipart/form-data` (main/rfc1867.c). A header of a part goes on in each line that begins with a
 * blank or has no colon, and nothing is put between; names may be quoted in either way or not at all. Left out: lines and parts
 * longer than PHP's buffers and limits.
 */

/** The fields among the parts. */
export function fromMultipart(contentType: string, body: string): PhpArguments {
  const found: PhpArguments = new Map();
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return found;
  const files = new Set<string>();
  const at = { body, boundary: `--${boundary}`, position: 0 };
  for (let headers = nextHeaders(at); headers !== undefined; headers = nextHeaders(at)) {
    const disposition = headers.find(([key]) => key.toLowerCase() === "content-disposition")?.[1];
    if (disposition === undefined) continue;
    const { name, filename } = parameters(disposition);
    if (name === undefined && filename === undefined) break;
    const value = nextValue(at);
    if (name === undefined) continue;
    if (filename !== undefined) files.add(protectedName(name));
    // A field with the name of an earlier file is dropped.
    else if (!files.has(protectedName(name))) register(found, name, value);
  }
  return found;
}

/** Where the reading of a body is. */
interface Reader {
  readonly body: string;
  /** With the two dashes before it. */
  readonly boundary: string;
  position: number;
}

/** The boundary that a content type names; undefined where PHP finds none. */
function boundaryOf(contentType: string): string | undefined {
  const exact = contentType.indexOf("boundary");
  const from = exact === -1 ? contentType.toLowerCase().indexOf("boundary") : exact;
  const equals = from === -1 ? -1 : contentType.indexOf("=", from);
  if (equals === -1) return undefined;
  const value = contentType.slice(equals + 1);
  if (!value.startsWith('"')) return value.split(/[,;]/, 1)[0];
  const end = value.indexOf('"', 1);
  return end === -1 ? undefined : value.slice(1, end);
}

/** The next line, as far as its NUL; undefined behind the last line end. */
function nextLine(at: Reader): string | undefined {
  const end = at.body.indexOf("\n", at.position);
  if (end === -1) return undefined;
  const line = at.body.slice(at.position, end);
  at.position = end + 1;
  return untilNul(line.endsWith("\r") ? line.slice(0, -1) : line);
}

/** The headers of the next part; undefined where there is none. */
function nextHeaders(at: Reader): [key: string, value: string][] | undefined {
  for (let line = nextLine(at); line !== at.boundary; line = nextLine(at)) if (line === undefined) return undefined;
  const headers: [string, string][] = [];
  for (let line = nextLine(at); line !== undefined && line !== ""; line = nextLine(at)) {
    const last = headers.at(-1);
    const colon = /^[\t-\r ]/.test(line) ? -1 : line.indexOf(":");
    if (colon !== -1) headers.push([line.slice(0, colon), line.slice(colon + 1).replace(/^[\t-\r ]+/, "")]);
    else if (last) last[1] += line;
  }
  return headers;
}

/** The content of a part: up to the next boundary, or to what may become one at the end of the body. */
function nextValue(at: Reader): string {
  const next = `\n${at.boundary}`;
  const whole = at.body.indexOf(next, at.position);
  const end = whole === -1 ? beginning(at, next) : whole;
  const value = at.body.slice(at.position, end);
  const isCut = end < at.body.length;
  at.position = end;
  return isCut && value.endsWith("\r") ? value.slice(0, -1) : value;
}

/** Where the body's end may be the beginning of a boundary; its length where it is not. */
function beginning({ body, position }: Reader, next: string): number {
  for (let length = Math.min(next.length, body.length - position); length > 0; length--)
    if (body.endsWith(next.slice(0, length))) return body.length - length;
  return body.length;
}

/** `name` and `filename` of a Content-Disposition; the last of each counts. */
function parameters(disposition: string): { name: string | undefined; filename: string | undefined } {
  let [name, filename]: (string | undefined)[] = [undefined, undefined];
  for (let rest = disposition; rest !== ""; ) {
    const [pair, behind] = word(rest, ";");
    rest = behind.replace(/^[\t-\r ]+/, "");
    if (!pair.includes("=")) continue;
    const [key, value] = word(pair, "=");
    if (key.toLowerCase() === "name") name = unquoted(value);
    else if (key.toLowerCase() === "filename") filename = unquoted(value);
  }
  return { name, filename };
}

/** The text before a sign outside of quotes, and the text after it and its repetitions. */
function word(text: string, stop: string): [before: string, behind: string] {
  let at = 0;
  while (at < text.length && text[at] !== stop) {
    const quote = text[at];
    at++;
    if (quote !== '"' && quote !== "'") continue;
    while (at < text.length && text[at] !== quote) at += text[at] === "\\" && text[at + 1] === quote ? 2 : 1;
    at++;
  }
  const before = text.slice(0, at);
  while (text[at] === stop) at++;
  return [before, text.slice(at)];
}

/** A value without its quotes; backslashes stand before quotes of its own and before themselves. */
function unquoted(text: string): string {
  const value = text.replace(/^[\t-\r ]+/, "");
  const quote = value[0];
  if (quote !== '"' && quote !== "'") return (value.split(/[\t-\r ]/, 1)[0] ?? "").replaceAll("\\\\", "\\");
  let result = "";
  for (let at = 1; at < value.length && value[at] !== quote; at++) {
    if (value[at] === "\\" && (value[at + 1] === "\\" || value[at + 1] === quote)) at++;
    result += value[at] ?? "";
  }
  return result;
}

/** A file's name as later fields' are compared to it. */
const protectedName = (name: string) => name.replace(/^ +/, "").replace(/[ .]/g, "_");
