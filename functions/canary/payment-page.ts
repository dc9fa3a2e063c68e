import { createHash } from "node:crypto";
import type { CanaryRequest } from "../../domain/contracts/canary.ts";
import type { Answer } from "./visit.ts";

/** What a payment page loads and comes with, as a browser receives it. */
export interface Observed {
  /** Addresses of scripts and frames, without what follows `?` or `#`: versions there change with each release. */
  readonly sources: readonly string[];
  /** Fingerprints of scripts in the page itself. */
  readonly inlineScripts: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers that decide what a browser lets a page do (PCI DSS 11.6.1: security-impacting HTTP headers). */
const impacting = ["content-security-policy", "strict-transport-security", "x-content-type-options", "x-frame-options", "referrer-policy"];

/**
 * Looks at a payment page: scripts, frames, headers (PCI DSS 6.4.3, 11.6.1). Every tag counts, in a comment or a text too: telling
 * them apart as each browser does is what somebody with something to hide would play on. What a script loads later is not seen.
 */
export function observe({ url, body, headers }: Answer): Observed {
  const sources = new Set<string>();
  const inline = new Set<string>();
  const found = [...body.matchAll(loading)];
  if (found.length > MOST_TAGS) sources.add(`more than ${MOST_TAGS} scripts and frames`);
  for (const { 0: tag, 1: name = "", index } of found.slice(0, MOST_TAGS)) {
    const text = body.slice(index + tag.length, index + LONGEST_TAG);
    const { attributes, end } = readAttributes(text);
    const [source, document] = [attributes.get("src") ?? attributes.get("data"), attributes.get("srcdoc")];
    const content = name.toLowerCase() === "script" ? contentFrom(body, index + tag.length + end) : "";
    if (source) sources.add(address(source, url));
    else if (runs(attributes.get("type")) && content.trim()) inline.add(fingerprint(content));
    if (document ?? end === text.length) inline.add(fingerprint(document ?? text));
  }
  const kept = Object.entries(headers).filter(([header]) => impacting.includes(header));
  return { sources: [...sources].sort(), inlineScripts: [...inline].sort(), headers: Object.fromEntries(kept) };
}

/** Where a payment page is not as it was agreed on: one sentence each. */
export function changes(
  seen: Observed,
  agreed: NonNullable<CanaryRequest["paymentPage"]>,
  origin: URL,
  headers: Answer["headers"],
): string[] {
  const allowed = agreed.scripts.map((pattern) => (pattern.startsWith("/") ? `${origin.origin}${pattern}` : pattern));
  const allows = (source: string) =>
    allowed.some((pattern) => (pattern.endsWith("*") ? source.startsWith(pattern.slice(0, -1)) : source === pattern));
  const { inlineScripts } = agreed;
  return [
    ...seen.sources.filter((source) => !allows(source)).map((source) => `loads ${source}, which is not agreed on`),
    ...(inlineScripts ? seen.inlineScripts.filter((found) => !inlineScripts.includes(found)) : []).map(
      (found) => `has a script of its own that is not agreed on: ${found}`,
    ),
    ...Object.entries(agreed.headers)
      .filter(([header, value]) => !headers[header]?.includes(value))
      .map(([header, value]) => `${header} is ${JSON.stringify(headers[header] ?? "")}, expected one with ${JSON.stringify(value)}`),
  ];
}

/** Far more than any page has; bounds keep a page made to be slow from being so. */
const MOST_TAGS = 1000;
/** In characters. A longer tag is noted by its fingerprint. */
const LONGEST_TAG = 4096;
const loading = /<(script|iframe|frame|embed|object)(?=[\s/>])/gi;
const nextAttribute = /[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?/y;

/** A tag's attributes as browsers read them (HTML, 13.2.5.32 on): stray quotes are names, and of two with a name the first counts. */
function readAttributes(text: string): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>();
  let end = 0;
  for (;;) {
    nextAttribute.lastIndex = end;
    const found = nextAttribute.exec(text);
    if (!found) break;
    end = nextAttribute.lastIndex;
    const [, name = "", double, single, bare] = found;
    const value = (double ?? single ?? bare ?? "").trim().replaceAll("&amp;", "&");
    if (!attributes.has(name.toLowerCase())) attributes.set(name.toLowerCase(), value);
  }
  const close = text.indexOf(">", end);
  return { attributes, end: close < 0 ? text.length : close + 1 };
}

function contentFrom(body: string, start: number): string {
  const content = body.slice(start);
  const end = content.search(/<\/script/i);
  return end < 0 ? content : content.slice(0, end);
}

function address(source: string, page: URL): string {
  if (!URL.canParse(source, page.href)) return source;
  const { protocol, host, pathname } = new URL(source, page.href);
  return host ? `${protocol}//${host}${pathname}` : `${protocol}${fingerprint(pathname)}`;
}

/** Data blocks have a type that is no language of a browser (HTML, the script element's `type`). */
const runs = (type: string | undefined): boolean => !type || /^(module|importmap|(text|application)\/(x-)?(java|ecma)script)$/i.test(type);

/** SHA-256 of a script without its texts and numbers, which X-Cart fills in anew for each shopper. */
function fingerprint(script: string): string {
  const skeleton = script.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\d+/g, "_").replace(/\s+/g, " ");
  return createHash("sha256").update(skeleton.trim()).digest("hex").slice(0, 16);
}
