import type { WebRequest } from "./request.ts";

/**
 * Whether a client can answer a challenge or a CAPTCHA that this request gets: a browser that asks for a page can, a script in it
 * cannot, nor can what sends a form. Undefined where the request does not say what it is for.
 * docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html
 */
export function canAnswer({ method, headers }: WebRequest): boolean | undefined {
  const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1].toLowerCase();
  if (method !== "GET" || value("x-requested-with") === "xmlhttprequest") return false;
  const destination = value("sec-fetch-dest");
  if (destination !== undefined && !pages.includes(destination)) return false;
  return value("accept")?.includes("text/html");
}

/** Browsers' names for the places in which they show a page (w3c.github.io/webappsec-fetch-metadata). */
const pages = ["document", "iframe", "frame"];
