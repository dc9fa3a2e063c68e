import type { LayeredRequest } from "../request.ts";

/** What an attacker sends, and who answers. */
export interface Attack {
  /** Unlike all others. */
  readonly name: string;
  readonly request: LayeredRequest;
  /** How often, and how many seconds apart. @default - once */
  readonly repeated?: Repeated;
  /** Who answers and how; of several requests each answer with how often it comes in a row: `10 × X-Cart: login/login in shop`. */
  readonly answers: readonly string[];
}

export interface Repeated {
  readonly count: number;
  readonly every: number;
  /** The address of each by its number. @default - the same for all */
  readonly from?: (at: number) => string;
}

type Details = Partial<LayeredRequest> & { readonly repeated?: Repeated };
type Answers = string | readonly string[];

function row(name: string, request: LayeredRequest, answers: Answers, repeated: Repeated | undefined): Attack {
  return { name, request, ...(repeated && { repeated }), answers: typeof answers === "string" ? [answers] : answers };
}

/** A request without a body. */
export const get = (name: string, path: string, answers: Answers, { repeated, ...more }: Details = {}): Attack =>
  row(name, { path, ...more }, answers, repeated);

/** A form, as it is sent. */
export const form = (name: string, path: string, body: string, answers: Answers, { repeated, headers, ...more }: Details = {}): Attack =>
  row(name, { path, body, headers: { "content-type": "application/x-www-form-urlencoded", ...headers }, ...more }, answers, repeated);

/** A form in parts, each as `name="field"` with what else its head says, and its value. */
export const inParts = (name: string, path: string, parts: readonly Part[], answers: Answers, details: Details = {}): Attack =>
  form(name, path, partsOf(parts), answers, {
    ...details,
    headers: { "content-type": "multipart/form-data; boundary=part", ...details.headers },
  });

/** The head of a part behind `form-data; `, and its value. */
export type Part = readonly [head: string, value: string];

export const partsOf = (parts: readonly Part[]): string =>
  `${parts.map(([head, value]) => `--part\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`).join("")}--part--\r\n`;

/** So many KiB that mean nothing: the web ACL sees 8 of a body. */
export const padding = (kib: number): string => "x".repeat(kib * 1024);

/** One address after the other of a botnet. */
export const everywhere = (at: number): string => `198.18.${at >> 8}.${at & 255}`;
