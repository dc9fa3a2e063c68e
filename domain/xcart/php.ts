/*
 * How PHP 8 makes `$_GET`, `$_POST` and `$_COOKIE` of a request (main/php_variables.c, main/SAPI.c). Texts are bytes, one a character.
 * Left out: `max_input_vars`, behind which PHP drops arguments, so that a reading has rather more than PHP.
 */

/** Arguments by name; null for a list, of which X-Cart takes no target and no action. */
export type PhpArguments = Map<string, string | null>;

/** `max_input_nesting_level`. */
const DEEPEST = 64;

/** A query, or a body that is written as one. */
export function fromQuery(text: string): PhpArguments {
  const found: PhpArguments = new Map();
  for (const pair of text.split("&")) {
    if (pair === "") continue;
    const [name, value] = halves(pair);
    register(found, urlDecoded(name), urlDecoded(value));
  }
  return found;
}

/** The header `Cookie`: names are not decoded, and of two cookies of one name the first counts. */
export function fromCookies(header: string): PhpArguments {
  const found: PhpArguments = new Map();
  for (const pair of header.split(";")) {
    const [name, value] = halves(pair.replace(/^[\t-\r ]+/, ""));
    if (name !== "") register(found, name, percentDecoded(value), true);
  }
  return found;
}

/**
 * Adds one argument: blanks before its name go, NUL ends it, blanks and dots within become underscores, and `[` and `]` make a list.
 * Of two with one name the last counts, unless `isFirstKept`.
 */
export function register(found: PhpArguments, sent: string, value: string, isFirstKept = false): void {
  const name = untilNul(sent).replace(/^ +/, "");
  const bracket = name.indexOf("[");
  const base = underscored(bracket === -1 ? name : name.slice(0, bracket));
  if (base === "") return;
  if (bracket !== -1 && name.includes("]", bracket)) {
    if ((name.match(/\[[^\]]*\]/g)?.length ?? 0) > DEEPEST) found.delete(base);
    else found.set(base, null);
    return;
  }
  const whole = bracket === -1 ? base : `${base}_${name.slice(bracket + 1).replace(/[ .[]/g, "_")}`;
  if (!(isFirstKept && found.has(whole))) found.set(whole, value);
}

/** A C string: what is behind a NUL is not there. */
export const untilNul = (text: string): string => text.split("\0", 1)[0] ?? "";

const underscored = (name: string) => name.replace(/[ .]/g, "_");

const urlDecoded = (text: string) => percentDecoded(text.replaceAll("+", " "));

const percentDecoded = (text: string) =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

function halves(pair: string): [name: string, value: string] {
  const at = pair.indexOf("=");
  return at === -1 ? [pair, ""] : [pair.slice(0, at), pair.slice(at + 1)];
}
