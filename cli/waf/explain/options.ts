import { readFileSync } from "node:fs";
import { messageOf, UserError } from "../../offline/faults.ts";
import { isAddress } from "../evaluate/addresses.ts";
import type { WebRequest } from "../evaluate/request.ts";
import { isCountry } from "./countries.ts";

/** The command line of `store waf explain`. */
export interface ExplainOptions {
  /** The stack of the web ACL; undefined with a graph. */
  readonly stack: string | undefined;
  readonly method?: string;
  readonly path?: string;
  readonly ip?: string;
  readonly country?: string;
  /** Number of the address's autonomous system, also with `AS` in front. */
  readonly asn?: string;
  readonly ja3?: string;
  readonly ja4?: string;
  readonly userAgent?: string;
  readonly host?: string;
  /** `name: value` each. */
  readonly header?: readonly string[];
  /** `name=value` each. */
  readonly cookie?: readonly string[];
  readonly body?: string;
  readonly bodyFile?: string;
  readonly hint?: readonly string[];
  readonly token?: boolean;
  /** A file of requests: a recording, a log, JSON lines. */
  readonly requests?: string;
  readonly failOnRefused?: boolean;
  /** `set=address` each. */
  readonly inSet?: readonly string[];
  readonly graph?: string;
  readonly acl?: string;
  readonly json?: boolean;
  /** Folder of the stack files. @default - Pulumi.yaml's stackConfigDir */
  readonly stacks?: string;
}

/** A request as it is described on a command line or in a line of a file, before it is checked. */
export interface Described {
  readonly method?: string | undefined;
  /** The path with the query. */
  readonly path?: string | undefined;
  readonly ip?: string | undefined;
  readonly country?: string | undefined;
  /** Names and values. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body?: Uint8Array | undefined;
  readonly time?: number | undefined;
  readonly token?: boolean | undefined;
  readonly asn?: string | undefined;
  readonly ja3?: string | undefined;
  readonly ja4?: string | undefined;
}

/** Names a part of a request in a sentence: an option with two hyphens, or a key of a file with its line. */
export type Naming = (part: string) => string;

/** The request that the options describe; `host` is the store's, where it is known. */
export function describedBy(options: ExplainOptions, host: string | undefined): Described {
  const { method, path, ip, country, token, asn, ja3, ja4, userAgent, cookie = [], header = [] } = options;
  const own = header.map(splitHeader);
  const hasHost = own.some(([name]) => name.toLowerCase() === "host");
  const headers = [
    ...optional("host", options.host ?? (hasHost ? undefined : host)),
    ...optional("user-agent", userAgent),
    ...optional("cookie", cookie.length === 0 ? undefined : cookie.map(checkedCookie).join("; ")),
    ...own,
  ];
  return { method, path, ip, country, token, asn, ja3, ja4, headers, body: bodyOf(options) };
}

const optional = (name: string, value: string | undefined): [string, string][] => (value === undefined ? [] : [[name, value]]);

/**
 * The request, checked. A logged request was sent as it is, however malformed: of that only the address is checked.
 * @throws UserError with the first thing that is wrong
 */
export function requestOf(described: Described, name: Naming, isLogged = false): WebRequest {
  const { method = described.body === undefined ? "GET" : "POST", path = "/", ip, country, headers, body, time, token } = described;
  if (!isLogged && !/^[A-Z]+$/.test(method))
    throw new UserError(`${name("method")}: got ${method}, expected a method in capitals, such as GET or POST`);
  if (!isLogged && (!path.startsWith("/") || /\s/.test(path)))
    throw new UserError(`${name("path")}: got ${JSON.stringify(path)}, expected a path such as /?target=checkout, without blanks`);
  if (ip === undefined || !isAddress(ip))
    throw new UserError(`${name("ip")}: ${ip === undefined ? "missing;" : `got ${ip},`} expected an IPv4 or IPv6 address`);
  const code = country?.toUpperCase();
  if (!isLogged && code !== undefined && !isCountry(code))
    throw new UserError(
      `${name("country")}: got ${country}, expected a country's two letters (ISO 3166), or XX for one that AWS does not know`,
    );
  const [sent = "", fragment] = path.split(/#(.*)/s);
  const [before = "", query = ""] = sent.split(/\?(.*)/s);
  return {
    ...{ method, path: before, query, fragment, address: ip, country: code, headers, body, time, hasToken: token },
    ...{ asn: systemOf(described.asn, name), ja3: printOf(described.ja3), ja4: printOf(described.ja4) },
  };
}

/** The largest number of an autonomous system. docs.aws.amazon.com/waf/latest/APIReference/API_AsnMatchStatement.html */
const LAST_SYSTEM = 4_294_967_295;

function systemOf(text: string | undefined, name: Naming): number | undefined {
  if (text === undefined) return undefined;
  const [, digits] = /^(?:AS)?(\d+)$/i.exec(text) ?? [];
  if (digits !== undefined && Number(digits) <= LAST_SYSTEM) return Number(digits);
  throw new UserError(`${name("asn")}: got ${text}, expected the number of an autonomous system, or 0 for one that AWS does not know`);
}

/** A fingerprint; `none` stands for a greeting of which AWS makes none. */
const printOf = (text: string | undefined): string | undefined => (text === "none" ? "" : text);

function splitHeader(text: string): [string, string] {
  const [, name, value] = /^([\w!#$%&'*+.^`|~-]+):\s*(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new UserError(`--header: got ${JSON.stringify(text)}, expected "name: value"`);
  return [name, value];
}

function checkedCookie(text: string): string {
  if (/^[^=;\s]+=[^;]*$/.test(text)) return text;
  throw new UserError(`--cookie: got ${JSON.stringify(text)}, expected name=value`);
}

function bodyOf({ body, bodyFile }: ExplainOptions): Uint8Array | undefined {
  if (body !== undefined && bodyFile !== undefined)
    throw new UserError("store waf explain: got --body and --body-file, expected one or the other");
  if (bodyFile === undefined) return body === undefined ? undefined : Buffer.from(body);
  try {
    return readFileSync(bodyFile);
  } catch (error) {
    throw new UserError(`--body-file: ${bodyFile} cannot be read (${messageOf(error)}), expected the body of the request`);
  }
}

/** The addresses that `--in-set` adds, by set. */
export function addedAddresses(texts: readonly string[] = []): Record<string, string[]> {
  const sets: Record<string, string[]> = {};
  for (const text of texts) {
    const [set = "", address = ""] = text.split("=");
    const [host = "", bits] = address.split("/");
    const width = host.includes(":") ? 128 : 32;
    if (set === "" || !isAddress(host) || (bits !== undefined && !(/^\d+$/.test(bits) && Number(bits) <= width)))
      throw new UserError(`--in-set: got ${text}, expected <set>=<address or block>, such as demo-prod-guard-ipv4=203.0.113.9`);
    sets[set] = [...(sets[set] ?? []), `${host}/${bits ?? width}`];
  }
  return sets;
}
