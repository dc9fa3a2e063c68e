import { paymentReportPath } from "../defaults/page-headers.ts";
import type { AgreedPage } from "./agreed.ts";

/**
 * Maximum bytes of a payment page's policy. A browser repeats the policy in each report, and the web ACL refuses bodies over 8,192
 * bytes. The load balancer would take 16 KB a header (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html).
 */
export const maxPolicyBytes = 6000;

/** One directive of a content security policy: its name, then its sources. */
export type Directive = readonly [name: string, ...sources: string[]];

/**
 * The content security policy of the payment page (CSP level 3), from what was agreed. `own` is the store's origin, for its scripts by
 * path. Paths are compared without queries, and a star within a path's last part stands for its whole folder: a policy knows no other.
 * What it cannot say is left to who visits the page: changed contents, and inline scripts, since X-Cart writes changing ones into its pages.
 */
export function paymentPagePolicy(agreed: AgreedPage, own: string): Directive[] {
  const of = (list: readonly { readonly source: string }[]) => sources(list, own);
  const scripts = agreed.scripts.flatMap((script) => ("source" in script ? [script] : []));
  // A policy knows no servers of WebRTC.
  const connected = of(agreed.hosts.filter(({ source }) => /^(https:|wss:|\/)/.test(source)));
  const inline = scripts.length < agreed.scripts.length ? ["'unsafe-inline'"] : [];
  return [
    ["default-src", "'self'"],
    // X-Cart's templates and Vue's are compiled in the browser.
    ["script-src", ...of(scripts), ...inline, "'unsafe-eval'"],
    // X-Cart writes styles into its pages.
    ["style-src", "'self'", "'unsafe-inline'", ...foreign(of(agreed.stylesheets), own)],
    ["font-src", "'self'", "data:", ...foreign(of(agreed.fonts), own)],
    ["connect-src", "'self'", ...foreign(connected, own)],
    ["img-src", "'self'", "data:", ...foreign(connected, own)],
    ["media-src", "'self'", ...foreign(connected, own)],
    ["frame-src", ...orNone(of(agreed.frames))],
    ["worker-src", ...orNone(of(agreed.workers))],
    ["form-action", "'self'", ...foreign(of(agreed.forms), own)],
    ["object-src", "'none'"],
    ["base-uri", "'self'"],
    ["frame-ancestors", "'self'"],
    // Not `report-to`: browsers send many reports in one body by it, which with the policy in each is more than the web ACL lets through.
    ["report-uri", paymentReportPath],
  ];
}

/** A policy as the text of a header. */
export const policyText = (directives: readonly Directive[]): string => directives.map((directive) => directive.join(" ")).join("; ");

/** Source expressions, each once, without those that another one covers. */
function sources(list: readonly { readonly source: string }[], own: string): string[] {
  const all = [...new Set(list.map(({ source }) => expressionOf(source, own)))];
  return all.filter((one) => !all.some((other) => other !== one && covers(other, one)));
}

/** Whether a folder, or a whole host, has another expression in it. */
const covers = (folder: string, one: string): boolean => one.startsWith(folder.endsWith("/") ? folder : `${folder}/`) && isFolder(folder);

/** A host alone, or what ends with a slash, stands for all below (CSP level 3, 6.7.2.11). */
const isFolder = (expression: string): boolean => expression.endsWith("/") || /^[a-z]+:\/\/[^/]*$/.test(expression);

/** Sources other than the store's own, which is `'self'` where a policy names the store as a whole. */
const foreign = (list: readonly string[], own: string): string[] => list.filter((one) => one !== own && !one.startsWith(`${own}/`));

const orNone = (list: readonly string[]): readonly string[] => (list.length === 0 ? ["'none'"] : list);

/** An agreed source as a source expression: no query, no star, and what would end the expression by its number. */
function expressionOf(source: string, own: string): string {
  const [address = ""] = source.split("?");
  const whole = address.endsWith("*") ? address.slice(0, address.lastIndexOf("/") + 1) : address;
  const [, host = own, path = ""] = /^([a-z]+:\/\/[^/]+)?(.*)$/s.exec(whole) ?? [];
  return `${host}${path === "/" ? "" : path.replace(/[^A-Za-z0-9/._~!()+:@&=%-]/g, escaped)}`;
}

/** A sign by the bytes of its UTF-8. */
const escaped = (sign: string): string =>
  [...new TextEncoder().encode(sign)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");
