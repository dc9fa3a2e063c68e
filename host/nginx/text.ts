import { isIP } from "node:net";

/*
 * What goes into nginx's files. Names, addresses and numbers are let in by their form only, so that none can end its string, open a
 * block or name a variable; nginx has no way to escape a dollar sign.
 */

/** A name of a host. Throws for anything else. */
export const hostName = (name: string): string =>
  checked(name, /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "a host's name");

/** A path, or an address to listen on. Throws for what nginx would not take as one word. */
export const word = (text: string): string => checked(text, /^[A-Za-z0-9/._:-]+$/, "a path or an address");

/** A block of addresses, `10.0.0.0/24`. */
export function addressBlock(block: string): string {
  const [address = "", bits = ""] = checked(block, /^[0-9a-f.:]+\/[0-9]{1,3}$/, "a block of addresses").split("/");
  if (!isIP(address) || Number(bits) > (isIP(address) === 4 ? 32 : 128)) refuse(block, "a block of addresses");
  return block;
}

/** A number without a fraction, from 0. */
export function wholeNumber(value: number): string {
  return Number.isSafeInteger(value) && value >= 0 ? String(value) : refuse(String(value), "a whole number");
}

/** A text in quotes. nginx takes a backslash away before another one, a quote, and `t`, `r`, `n` (ngx_conf_file.c, ngx_conf_read_token). */
export const quoted = (text: string): string => `"${text.replace(/\\(?=[\\"'trn]|$)|"/g, "\\$&")}"`;

/** A regular expression in quotes, its backslashes by number: what reads nginx's files beside nginx does not undo its quotes. */
export const expression = (regex: string): string => quoted(regex.replaceAll("\\\\", "\\x5c"));

/** A comment's text: whatever could end the line is left out. */
export const remark = (text: string): string => text.replace(/[^\x20-\x7e]/g, "?");

function checked(text: string, form: RegExp, what: string): string {
  return form.test(text) ? text : refuse(text, what);
}

function refuse(text: string, what: string): never {
  throw new Error(`nginx: ${JSON.stringify(text)} is not ${what}`);
}
