import { createHash } from "node:crypto";
import type { HttpAnswer, HttpLibrary } from "acme-client/src/axios.js";
import type HttpClient from "acme-client/src/http.js";
import * as z from "zod/mini";
import { AuthorityError, asProblem, problemText } from "./problem.ts";

const directoryDocument = z.object({
  newNonce: z.string(),
  newAccount: z.string(),
  newOrder: z.string(),
  renewalInfo: z.optional(z.string()),
  meta: z.optional(z.object({ profiles: z.optional(z.record(z.string(), z.unknown())), externalAccountRequired: z.optional(z.boolean()) })),
});

/** An authority's directory: its features and their URLs (RFC 8555 7.1.1, RFC 9773 4, draft-ietf-acme-profiles). */
export type Directory = z.infer<typeof directoryDocument>;

/** An authority's answer. */
export interface Answer {
  readonly data: unknown;
  /** URL of the created resource. */
  readonly location: string | undefined;
  readonly link: string;
  /** Seconds that it wants to be left alone. */
  readonly retryAfter: number | undefined;
}

/** Signer of requests: an account's key, its URL once it is known, and its external account binding. */
export interface Signer {
  readonly key: string;
  readonly url?: string;
  readonly binding?: { readonly kid: string; readonly hmacKey: string };
}

/** A conversation with one authority. Whatever fails in it is an {@link AuthorityError}. */
export class Session {
  readonly directory: Directory;
  readonly #http: HttpClient;
  readonly #signer: Signer;
  /** Each answer brings a fresh one, which saves asking for it. */
  readonly #nonces: string[] = [];

  private constructor(directory: Directory, signer: Signer, http: HttpClient) {
    this.directory = directory;
    this.#signer = signer;
    this.#http = http;
  }

  static async open(directory: Directory, directoryUrl: string, signer: Signer): Promise<Session> {
    await client();
    const { default: Http } = await import("acme-client/src/http.js");
    return new Session(directory, signer, new Http(directoryUrl, Buffer.from(signer.key), signer.binding));
  }

  /** Signs with the account's key; a `null` payload reads (RFC 8555 6.3). */
  async post(url: string, payload: object | null): Promise<Answer> {
    const nonce = this.#nonces.pop() ?? (await this.#freshNonce());
    const asked = this.#http.signedRequest(url, payload, {
      kid: this.#signer.url ?? null,
      nonce,
      includeExternalAccountBinding: url === this.directory.newAccount,
    });
    const response = await heard(url, asked);
    const next = header(response, "replay-nonce");
    if (next) this.#nonces.push(next);
    return accepted(url, response);
  }

  /** Value of the TXT record that proves control of a name for a challenge's token (RFC 8555 8.4). */
  challengeValue(token: string): string {
    const thumbprint = sha256(JSON.stringify(this.#http.getJwk()));
    return sha256(`${token}.${thumbprint}`);
  }

  async #freshNonce(): Promise<string> {
    const url = this.directory.newNonce;
    const response = await heard(url, this.#http.request(url, "head"));
    const nonce = header(response, "replay-nonce");
    if (!nonce) throw new AuthorityError(`${url} gave no nonce (HTTP ${response.status})`);
    return nonce;
  }
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("base64url");

/** Reads an authority's directory. */
export async function readDirectory(url: string): Promise<Directory> {
  const { data } = await read(url);
  const directory = directoryDocument.safeParse(data);
  if (!directory.success) throw new AuthorityError(`${url} is no ACME directory`);
  return directory.data;
}

/** Reads what needs no signature. */
export async function read(url: string): Promise<Answer> {
  return accepted(url, await heard(url, (await client()).get(url, { validateStatus: null })));
}

/** acme-client's HTTP client; loaded when it is needed, since most runs find that nothing is due, and it is half of the loading time. */
async function client(): Promise<HttpLibrary> {
  const { default: axios } = await import("acme-client/src/axios.js");
  // Its repeating sleeps through a `Retry-After` of hours, and ends a refused connection in a TypeError.
  axios.interceptors.request.clear();
  axios.interceptors.response.clear();
  axios.defaults.timeout = 20_000;
  axios.defaults.headers.common["User-Agent"] = "xcart-hosting (acme-client)";
  return axios;
}

async function heard(url: string, asked: Promise<HttpAnswer>): Promise<HttpAnswer> {
  try {
    return await asked;
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new AuthorityError(`${new URL(url).host} does not answer (${code})`, { passing: true, cause });
  }
}

function accepted(url: string, response: HttpAnswer): Answer {
  const retryAfter = secondsUntil(header(response, "retry-after"));
  if (response.status >= 400) throw refusal(url, response, retryAfter);
  return { data: response.data, location: header(response, "location"), link: header(response, "link") ?? "", retryAfter };
}

function refusal(url: string, { status, data }: HttpAnswer, retryAfter: number | undefined): AuthorityError {
  const problem = asProblem(data);
  return new AuthorityError(`${new URL(url).host} answered ${status}: ${problemText(problem)}`, {
    problem,
    status,
    ...(retryAfter !== undefined && { retryAt: new Date(Date.now() + retryAfter * 1000) }),
  });
}

function header({ headers }: HttpAnswer, name: string): string | undefined {
  const value = headers[name];
  return typeof value === "string" ? value : undefined;
}

/** `Retry-After` is in seconds or a date (RFC 9110 10.2.3). */
function secondsUntil(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(seconds, 0);
}
