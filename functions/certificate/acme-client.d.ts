/**
 * The parts of acme-client that are used. Its index also loads node-forge for an interface of old (300 kB, 30 ms of a cold start), and its
 * `Client` keeps of a problem document only the detail.
 */
declare module "acme-client/src/http.js" {
  import type { AxiosResponse } from "axios";

  /** Signs requests (RFC 8555 6.2), binds accounts (7.3.4), and repeats what was refused for its nonce (6.5). */
  export default class HttpClient {
    constructor(directoryUrl: string, accountKey: Buffer, externalAccountBinding?: { readonly kid: string; readonly hmacKey: string });
    request(url: string, method: "get" | "head"): Promise<AxiosResponse<unknown>>;
    signedRequest(
      url: string,
      payload: object | null,
      options: { kid: string | null; nonce: string; includeExternalAccountBinding?: boolean },
    ): Promise<AxiosResponse<unknown>>;
    /** The account's public key, its members in the order that a thumbprint needs (RFC 7638). */
    getJwk(): object;
  }
}

declare module "acme-client/src/axios.js" {
  import type { AxiosInstance } from "axios";

  const axios: AxiosInstance;
  export default axios;
}

declare module "acme-client/src/crypto/index.js" {
  import type { CryptoInterface } from "acme-client";

  const crypto: Pick<CryptoInterface, "createCsr">;
  export default crypto;
}
