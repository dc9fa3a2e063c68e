/**
 * The parts of acme-client that are used. Its index also loads node-forge for an interface of old (300 kB, 30 ms of a cold start), and its
 * `Client` keeps of a problem document only the detail.
 */
declare module "acme-client/src/http.js" {
  import type { HttpAnswer } from "acme-client/src/axios.js";

  /** Signs requests (RFC 8555 6.2), binds accounts (7.3.4), and repeats what was refused for its nonce (6.5). */
  export default class HttpClient {
    constructor(directoryUrl: string, accountKey: Buffer, externalAccountBinding?: { readonly kid: string; readonly hmacKey: string });
    request(url: string, method: "get" | "head"): Promise<HttpAnswer>;
    signedRequest(
      url: string,
      payload: object | null,
      options: { kid: string | null; nonce: string; includeExternalAccountBinding?: boolean },
    ): Promise<HttpAnswer>;
    /** The account's public key, its members in the order that a thumbprint needs (RFC 7638). */
    getJwk(): object;
  }
}

declare module "acme-client/src/axios.js" {
  export interface HttpAnswer {
    readonly status: number;
    /** Names in small letters. */
    readonly headers: Readonly<Record<string, unknown>>;
    readonly data: unknown;
  }

  interface Interceptors {
    clear(): void;
  }

  export interface HttpLibrary {
    readonly interceptors: { readonly request: Interceptors; readonly response: Interceptors };
    readonly defaults: { timeout?: number; readonly headers: { readonly common: Record<string, string> } };
    get(url: string, options: { validateStatus: null }): Promise<HttpAnswer>;
  }

  const axios: HttpLibrary;
  export default axios;
}

declare module "acme-client/src/crypto/index.js" {
  import type { CryptoInterface } from "acme-client";

  const crypto: Pick<CryptoInterface, "createCsr">;
  export default crypto;
}
