import { wafLimits } from "../../../domain/defaults/firewall.ts";
import type { TokenState } from "./action.ts";
import { addressKey } from "./addresses.ts";
import { toBytes } from "./bytes.ts";
import type { Hints } from "./managed/hints.ts";

/** A web request as the load balancer hands it to WAF. */
export interface WebRequest {
  readonly method: string;
  /** The path as it was sent, not decoded: from the slash to the question mark. */
  readonly path: string;
  /** The query as it was sent, without the question mark; empty for none. */
  readonly query: string;
  /** The client's address, IPv4 or IPv6. */
  readonly address: string;
  /** The address's country, ISO 3166 alpha-2; `XX` where AWS knows none. @default - unknown: what asks for it stays open */
  readonly country?: string | undefined;
  /** Names and values in the order in which they were sent, host, user agent and cookies among them. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** @default - no body */
  readonly body?: Uint8Array | undefined;
  /** Number of the address's autonomous system; 0 where AWS knows none. @default - unknown: what asks for it stays open */
  readonly asn?: number | undefined;
  /** Fingerprints of the client's TLS greeting; empty where it gives none. @default - unknown: what asks for them stays open */
  readonly ja3?: string | undefined;
  readonly ja4?: string | undefined;
  /** The fragment, without `#`. Browsers keep it to themselves. @default - none was sent */
  readonly fragment?: string | undefined;
  /** Parts of it that a log omits. @default - none */
  readonly untold?: Untold | undefined;
  /** Milliseconds since whenever; in a sequence none before the one it follows. @default 0 */
  readonly time?: number | undefined;
  /** Whether the client has solved a challenge and a CAPTCHA not long ago. @default false */
  readonly hasToken?: TokenState | undefined;
  /** Decisions of AWS about it. @default - nothing matches */
  readonly hints?: Hints | undefined;
}

/** Parts of a request that a log omits: statements about them stay open. */
export interface Untold {
  /** @default false */
  readonly body?: boolean | undefined;
  /** Headers whose values are hidden, in lower case. @default - none */
  readonly headers?: readonly string[] | undefined;
  /** Whether there may have been more headers than the request lists. @default false */
  readonly otherHeaders?: boolean | undefined;
  /** Placeholder of redacted values in the query. @default - none */
  readonly redaction?: string | undefined;
}

/** Names and values, in bytes. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** Maximum bytes of headers and of cookies that a load balancer passes on. docs.aws.amazon.com/waf/latest/developerguide/waf-oversize-request-components.html */
const HEADERS_LIMIT = 8192;
const HEADERS_COUNT = 200;

/** A request's parts in bytes, each taken apart when it is first asked for. */
export class RequestView {
  readonly request: WebRequest;
  readonly path: string;
  readonly query: string;
  /** The client's. */
  readonly addressKey: string | undefined;
  private parsedHeaders: Pairs | undefined;
  private parsedCookies: Pairs | undefined;
  private parsedArguments: Pairs | undefined;
  private bodyText: string | undefined;

  constructor(request: WebRequest) {
    this.request = request;
    this.path = toBytes(request.path);
    this.query = toBytes(request.query);
    this.addressKey = addressKey(request.address);
  }

  /** Names in lower case. */
  get headers(): Pairs {
    this.parsedHeaders ??= this.request.headers.map(([name, value]) => [name.toLowerCase(), toBytes(value)] as const);
    return this.parsedHeaders;
  }

  /** A header's value, of several with one name all, by comma; undefined where there is none. */
  header(name: string): string | undefined {
    const values = this.headers.filter(([own]) => own === name).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(",");
  }

  get cookies(): Pairs {
    this.parsedCookies ??= this.headers
      .filter(([name]) => name === "cookie")
      .flatMap(([, value]) => value.split(";"))
      .map((pair) => splitAt(pair.trim(), "="))
      .filter(([name]) => name !== "");
    return this.parsedCookies;
  }

  /** The query's arguments, not decoded. */
  get arguments(): Pairs {
    this.parsedArguments ??= this.query === "" ? [] : this.query.split("&").map((pair) => splitAt(pair, "="));
    return this.parsedArguments;
  }

  /** The part of the body that WAF inspects. */
  get body(): string {
    this.bodyText ??=
      this.request.body === undefined ? "" : Buffer.from(this.request.body.subarray(0, wafLimits.bodyBytes)).toString("latin1");
    return this.bodyText;
  }

  /** Whether WAF is given only a part of the body. */
  get isBodyCut(): boolean {
    return (this.request.body?.length ?? 0) > wafLimits.bodyBytes;
  }

  /** Whether the log hides a header, or does not say whether there was one. */
  isUntold(header: string): boolean {
    const { headers = [], otherHeaders = false } = this.request.untold ?? {};
    return headers.includes(header) || (otherHeaders && this.header(header) === undefined);
  }

  /** Whether the log hides some header, or may have left one out. */
  get hasUntoldHeaders(): boolean {
    const { headers = [], otherHeaders = false } = this.request.untold ?? {};
    return headers.length > 0 || otherHeaders;
  }

  /** Whether the log hides something in a part of the query. */
  isRedacted(part: string): boolean {
    const redaction = this.request.untold?.redaction;
    return redaction !== undefined && part.includes(redaction);
  }

  /** Addresses in a header such as X-Forwarded-For, those that are none as undefined; undefined without that header. */
  forwarded(name: string): readonly { readonly text: string; readonly key: string | undefined }[] | undefined {
    const value = this.header(name.toLowerCase());
    return value?.split(",").map((part) => ({ text: part.trim(), key: addressKey(part.trim()) }));
  }
}

/** Whether WAF is given only a part of these headers or cookies. */
export const isCut = (pairs: Pairs): boolean =>
  pairs.length > HEADERS_COUNT || pairs.reduce((size, [name, value]) => size + name.length + value.length, 0) > HEADERS_LIMIT;

/** The part that WAF is given. */
export function kept(pairs: Pairs): Pairs {
  let size = 0;
  return pairs.slice(0, HEADERS_COUNT).filter(([name, value]) => {
    size += name.length + value.length;
    return size <= HEADERS_LIMIT;
  });
}

function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
