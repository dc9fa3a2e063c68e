import { adminFolder } from "../defaults/firewall-xcart.ts";
import { fromMultipart } from "./multipart.ts";
import { fromCookies, fromQuery, type PhpArguments } from "./php.ts";
import { apiLoginPath, kindsOf, type RequestKind, wordOf } from "./requests.ts";

/** A request, as the web ACL and nginx are given it. */
export interface SentRequest {
  readonly method: string;
  /** As it was sent, from the slash to the question mark. */
  readonly path: string;
  /** Without the question mark. @default "" */
  readonly query?: string | undefined;
  readonly headers?: readonly (readonly [name: string, value: string])[] | undefined;
  /** @default - no body */
  readonly body?: Uint8Array | undefined;
}

/** PHP's arguments of a request, each from where it came. */
export interface PhpRequest {
  readonly get: PhpArguments;
  readonly post: PhpArguments;
  readonly cookie: PhpArguments;
}

/** The part of X-Cart that answers. */
export type Zone = "shop" | "admin" | "service" | "api" | "api-login";

/** X-Cart's reading of a request. */
export interface Reading {
  readonly zone: Zone;
  /** The word of the target ({@link wordOf}); undefined where the path says it, or nothing: the home page. */
  readonly target: string | undefined;
  readonly action: string | undefined;
  /** Places that say different things: query, body and cookies, of which X-Cart takes the body's, then the query's. */
  readonly isAmbiguous: boolean;
}

/** PHP's view of a request. Only the body of a POST is read, and only of two kinds: JSON has no arguments (main/SAPI.c). */
export function phpRequest({ method, query = "", headers = [], body }: SentRequest): PhpRequest {
  const header = (wanted: string) => headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const text = body === undefined ? "" : Buffer.from(body).toString("latin1");
  return {
    get: fromQuery(query),
    post: method === "POST" ? fromBody(header("content-type")[0] ?? "", text) : new Map(),
    // Several headers become one (nginx).
    cookie: fromCookies(header("cookie").join("; ")),
  };
}

/** The kind of a body is compared up to the first comma, semicolon or blank, in any case. */
function fromBody(contentType: string, body: string): PhpArguments {
  switch (contentType.split(/[;, ]/, 1)[0]?.toLowerCase()) {
    case "application/x-www-form-urlencoded":
      return fromQuery(body);
    case "multipart/form-data":
      return fromMultipart(contentType, body);
    default:
      return new Map();
  }
}

/** X-Cart's word for a target that it does not take (`XLite::TARGET_404`). */
export const notFoundWord = wordOf("page_not_found");

/**
 * Reads a request as X-Cart 5.5.0.29 does. Cookies go below the query, and that below the body (classes/XLite/Core/Request.php,
 * mapRequest); a target that is no word ends on the page for what was not found, without its action, and an action that is no word
 * is dropped (prepare, checkControlArgument). `_method` changes nothing (config/packages/framework.yaml, http_method_override).
 */
export function readRequest(request: SentRequest): Reading {
  const zone = zoneOf(request.path);
  if (zone !== "shop" && zone !== "admin") return { zone, target: undefined, action: undefined, isAmbiguous: false };
  const { get, post, cookie } = phpRequest(request);
  const places = [post, get, cookie];
  const target = places.find((place) => place.has("target"))?.get("target");
  const action = places.find((place) => place.has("action"))?.get("action");
  const isAmbiguous = [...ambiguous(places, "target"), ...ambiguous(places, "action")].length > 0;
  if (target !== undefined && !isControlWord(target)) return { zone, target: notFoundWord, action: undefined, isAmbiguous };
  return { zone, target: wordIn(target), action: wordIn(action), isAmbiguous };
}

/** The kinds that a request is of: by its words, and the API's login by its path. */
export function kindsOfRequest(request: SentRequest): RequestKind[] {
  const reading = readRequest(request);
  return reading.zone === "api-login" ? ["login"] : kindsOf(reading);
}

/**
 * Routes of X-Cart (config/routes.yaml, config/packages/security.yaml), and its older entry points: all but these are the shop's,
 * whatever the path is, since arguments go before clean addresses (classes/XLite.php, getTarget).
 */
function zoneOf(sent: string): Zone {
  // Symfony takes what follows the front script for the path.
  const path = sent.replace(/^\/(?:index|cart)\.php(?=\/)/, "");
  if (path.startsWith(apiLoginPath)) return "api-login";
  if (path === "/api" || path.startsWith("/api/")) return "api";
  if (path.startsWith(`/${adminFolder}/`) || path === `/${adminFolder}` || path === "/admin.php") return "admin";
  return path === "/service.php" || path.startsWith("/service.php/") ? "service" : "shop";
}

/** The regular expression's end is before a line feed at the end, too: such a word names no class and no method. */
const isControlWord = (value: string | null | undefined): value is string => typeof value === "string" && /^[a-z0-9_]*\n?$/i.test(value);

/** Nothing is said by an empty argument, nor by `0`, which PHP takes for one (`XLite::getTarget`, `AController::run`). */
const wordIn = (value: string | null | undefined): string | undefined =>
  isControlWord(value) && value !== "" && value !== "0" ? wordOf(value) : undefined;

/** The other values of an argument that has more than one. */
const ambiguous = (places: readonly PhpArguments[], name: string): unknown[] => {
  const values = places.filter((place) => place.has(name)).map((place) => place.get(name));
  return values.filter((value) => value !== values[0]);
};
