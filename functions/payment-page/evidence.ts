import type { Traffic } from "./instruments/traffic.ts";
import { placeOf } from "./instruments/traffic.ts";

/** Removes the card number and a secret from evidence, at any depth. */
export function redacted<T extends object>(kept: T, secrets: readonly string[]): T {
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") return secrets.reduce((text, secret) => text.replaceAll(secret, "[taken out]"), value);
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, hide(inner)]));
  };
  return Object.assign({}, kept, hide(kept));
}

/** The requests of a visit as HAR 1.2: addresses without queries, no headers, cookies or bodies. */
export function har({ sent }: Traffic, browser: string): object {
  const entries = sent.map(({ address, method, at, status, how }) => ({
    startedDateTime: new Date(at).toISOString(),
    time: 0,
    request: { method, url: placeOf(address), httpVersion: "", cookies: [], headers: [], queryString: [], headersSize: -1, bodySize: -1 },
    response: {
      status: status ?? 0,
      statusText: "",
      httpVersion: "",
      cookies: [],
      headers: [],
      content: { size: -1, mimeType: "" },
      redirectURL: "",
      headersSize: -1,
      bodySize: -1,
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: 0 },
    comment: how,
  }));
  return {
    log: {
      version: "1.2",
      creator: { name: "xcart-hosting payment page", version: "1" },
      browser: { name: browser, version: "" },
      entries,
    },
  };
}
