import type { SeenScript, SeenSource } from "../../../domain/payment-page/seen.ts";
import { addressWithoutTokens, withoutTokens } from "../../../domain/payment-page/tokens.ts";
import { absolute, type Element } from "./document.ts";
import { fingerprint } from "./scripts.ts";
import { placeOf } from "./traffic.ts";

/** Targets of a page's forms: their own, a button's, or by their document's base. */
export function formsOf(elements: readonly Element[]): SeenSource[] {
  const targets = elements.flatMap((element) => {
    const { name, attributes, document } = element;
    const action = name === "form" ? (attributes.get("action") ?? document.address) : attributes.get("formaction");
    return action === undefined ? [] : [absolute(action === "" ? document.address : action, document.base)];
  });
  // What stands behind the path is this shopper's: the form's secret, the page that it returns to.
  return [...new Set(targets.map(placeOf))].map((source) => ({ source, loadedBy: "page" }));
}

/** Code that stands in attributes, ran or not: handlers, `javascript:` addresses, documents of frames. */
export function codeOf(elements: readonly Element[], changing: readonly string[]): SeenScript[] {
  const found = elements.flatMap(({ attributes, document }) =>
    [...attributes].flatMap(([name, value]) => {
      const code =
        /^on[a-z]/.test(name) || name === "srcdoc" ? value : value.match(/^\s*j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t\s*:([\s\S]*)$/i)?.[1];
      return code === undefined || isIdle(code) ? [] : [{ code, source: addressWithoutTokens(document.address) }];
    }),
  );
  return found.map(({ code, source }): SeenScript => {
    const kept = withoutTokens(code, changing);
    return { kind: "attribute", source, content: fingerprint(kept), loadedBy: "page", begins: kept.replace(/\s+/g, " ").slice(0, 160) };
  });
}

/** Code that does nothing at all. */
const isIdle = (code: string): boolean => /^\s*(javascript:)?\s*(void\(?\s*0?\s*\)?|return\s+(false|true))?\s*;*\s*$/i.test(code);

/** Hosts that the page has looked up or connected to beforehand. */
export function hintsOf(elements: readonly Element[]): string[] {
  const rels = /(^|\s)(dns-prefetch|preconnect|prefetch|prerender|preload|modulepreload)(\s|$)/i;
  return elements.flatMap(({ name, attributes, document }) => {
    const href = attributes.get("href");
    return name === "link" && href !== undefined && rels.test(attributes.get("rel") ?? "") ? [absolute(href, document.base)] : [];
  });
}

/** Frames that were made of a text (`data:`, `blob:`), and objects. */
export function madeFrames(elements: readonly Element[]): SeenSource[] {
  return elements
    .filter(({ name }) => /^(i?frame|embed|object)$/.test(name))
    .map(({ attributes }) => attributes.get("src") ?? attributes.get("data") ?? "")
    .filter((source) => /^(data|blob):/i.test(source.trim()))
    .map((source) => ({ source: `${source.trim().slice(0, 5)}${fingerprint(source)}`, loadedBy: "page" }));
}
