/** The sender of a request: of integrations, only those that a store has agreed on. */
export type Sender = "shopper" | "staff" | "provider" | "integration" | "crawler";

/** An ordinary request of a shop, as it comes over the wire. */
export interface RecordedRequest {
  /** The request, as part of a sentence. */
  readonly name: string;
  readonly by: Sender;
  readonly method: "GET" | "HEAD" | "POST" | "PATCH";
  /** With the query, as it is sent. */
  readonly path: string;
  /** But for the host. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether nginx hands out a file. @default - X-Cart answers */
  readonly isFile?: boolean;
  /** The part of a shop that it belongs to, where no shop sells without that; of several with the same, each stands for the others. */
  readonly needed?: string;
  /** Whether it is a page of a browser's that may answer a challenge first. @default false */
  readonly mayBeAsked?: boolean;
  /** Whether the browser has answered one by then. @default false */
  readonly hasToken?: boolean;
  /** Where it comes from, ISO 3166. @default - anywhere */
  readonly country?: string;
  /** Rules of AWS's groups that match it, as `store waf explain --hint` takes them. @default - none */
  readonly hints?: readonly string[];
  /** Repetitions, and the seconds between them. @default - once */
  readonly repeated?: { readonly count: number; readonly every: number };
  /** The only line of X-Cart that has it. @default - both */
  readonly line?: "5.6";
}

/** Details that differ from one request to the next. */
export type Details = Partial<Omit<RecordedRequest, "name" | "by" | "path">>;

/** Fields of a form, or a body as it is. */
type Body = Readonly<Record<string, string>> | string;

/** Browsers that shoppers have: a rule on user agents that takes one of them takes a part of the shop. */
export const browsers = {
  Chrome: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
  Edge: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0",
  Firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0",
  Safari: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
  "Safari on phones":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
  Opera: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 OPR/117.0.0.0",
  "Samsung's browser":
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
  "Chrome on iPhones":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1",
  "Firefox on phones": "Mozilla/5.0 (Android 14; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0",
  "Instagram's browser":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 358.0.0.0 (iPhone16,1; iOS 18_1; de_DE)",
  "Facebook's browser":
    "Mozilla/5.0 (Linux; Android 14; K; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/490.0.0.0;]",
  "Chrome on phones": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36",
} as const;

const sent = { "user-agent": browsers.Chrome, "accept-language": "de-DE,de;q=0.9,en;q=0.8" };
const asPage = {
  ...sent,
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
};
const inBackground = { ...sent, accept: "*/*", "x-requested-with": "XMLHttpRequest", "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" };
const asFile = { ...sent, accept: "*/*", "sec-fetch-mode": "no-cors" };

const boundary = "----WebKitFormBoundaryA1";
const formTypes = { plain: "application/x-www-form-urlencoded", parts: `multipart/form-data; boundary=${boundary}` } as const;

/** Writes requests of one sender. */
export const recorder = (by: Sender) => {
  const request = (
    name: string,
    path: string,
    headers: RecordedRequest["headers"],
    { headers: own, ...rest }: Details,
  ): RecordedRequest => ({
    ...{ name, by, method: rest.body === undefined ? "GET" : "POST", path, headers: { ...headers, ...own } },
    ...rest,
  });
  const posted =
    (base: RecordedRequest["headers"]) =>
    (name: string, path: string, body: Body, details: Details = {}): RecordedRequest => {
      const text = typeof body === "string" ? body : new URLSearchParams(body).toString();
      const type = text.startsWith(`--${boundary}`) ? formTypes.parts : formTypes.plain;
      return request(name, path, { ...base, "content-type": type }, { ...details, body: text });
    };
  return {
    /** A page that a browser opens. */
    page: (name: string, path: string, details: Details = {}) => request(name, path, asPage, details),
    /** A request of a page's scripts. */
    background: (name: string, path: string, details: Details = {}) => request(name, path, inBackground, details),
    /** A form that a browser sends. */
    form: posted(asPage),
    /** A form that a page's scripts send. */
    sent: posted(inBackground),
    /** A file that a page names. */
    file: (path: string, details: Details = {}) => request(`the file ${path}`, path, asFile, { ...details, isFile: true }),
    /** A request of a program. */
    call: (name: string, path: string, userAgent: string, details: Details = {}) =>
      request(name, path, { "user-agent": userAgent }, details),
  };
};

/** A form with a file of so many KiB among its fields. */
export function upload(fields: Readonly<Record<string, string>>, kib: number, name = "a.png"): string {
  const file = [`name="file"; filename="${name}"\r\nContent-Type: image/png`, "x".repeat(kib * 1024)] as const;
  const parts = [...Object.entries(fields).map(([field, value]) => [`name="${field}"`, value] as const), file].map(
    ([head, value]) => `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${value}\r\n`,
  );
  return `${parts.join("")}--${boundary}--\r\n`;
}
