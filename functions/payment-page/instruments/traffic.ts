import type { BrowserContext, Frame, Request, WebSocket } from "playwright-core";
import type { SeenHost, SeenMark, SeenSource, Way } from "../../../domain/payment-page/seen.ts";
import { addressWithoutTokens } from "../../../domain/payment-page/tokens.ts";
import { written, writtenOver } from "../mark.ts";
import type { Initiators } from "./initiators.ts";
import type { Scripts } from "./scripts.ts";

/** Maximum requests of one visit that are kept. */
const MAX_REQUESTS = 5000;
const MAX_VALUES = 400;

const ways: Readonly<Record<string, Way>> = {
  stylesheet: "stylesheet",
  image: "image",
  media: "media",
  texttrack: "media",
  font: "font",
  script: "script",
  xhr: "fetch",
  fetch: "fetch",
  eventsource: "fetch",
  ping: "beacon",
  cspreport: "beacon",
};

interface Sent {
  readonly address: string;
  readonly how: Way;
  readonly method: string;
  readonly at: number;
  /** Whether it was sent from the store's own page, not from a frame of another host. */
  readonly ofStore: boolean;
  status?: number;
}

/** Everything that leaves the browser, from pages, frames, workers and service workers; of it, what holds the mark. */
export class Traffic {
  readonly sent: Sent[] = [];
  readonly marks: Omit<SeenMark, "loadedBy">[] = [];
  readonly #sockets: Sent[] = [];
  readonly #values = new Map<string, string[]>();
  readonly #origin: string;
  readonly #mark: string;
  /** Since when it is the payment page's, in milliseconds since 1970. @default - not yet */
  since = Number.POSITIVE_INFINITY;

  constructor(origin: string, mark: string) {
    this.#origin = origin;
    this.#mark = mark;
  }

  listen(context: BrowserContext): void {
    const requests = new WeakMap<Request, Sent>();
    context.on("request", (request) => {
      if (this.sent.length >= MAX_REQUESTS) return;
      const sent: Sent = {
        address: request.url(),
        how: wayOf(request),
        method: request.method(),
        at: Date.now(),
        ofStore: this.#isOfStore(request),
      };
      requests.set(request, sent);
      this.sent.push(sent);
      this.#search(sent, `${sent.address}\n${request.postDataBuffer()?.toString("latin1") ?? ""}\n${request.headers().referer ?? ""}`);
    });
    context.on("response", (response) => {
      const sent = requests.get(response.request());
      if (sent) sent.status = response.status();
    });
  }

  /** Notes other outgoing traffic to an address, such as a name lookup. */
  note(address: string, how: Way): void {
    if (this.sent.length >= MAX_REQUESTS) return;
    const sent: Sent = { address, how, method: "GET", at: Date.now(), ofStore: true };
    this.#sockets.push(sent);
    this.#search(sent, address);
  }

  hosts(scripts: Scripts, initiators: Initiators): SeenHost[] {
    const ofPage = [...this.sent, ...this.#sockets].filter(({ at, ofStore }) => at >= this.since && ofStore);
    return unique(
      ofPage
        .filter(({ address }) => /^[a-z]+:/.test(address) && !/^(data|blob|about|chrome-error|file):/.test(address))
        .map(({ address, how }) => ({ source: placeOf(address), how, loadedBy: scripts.loader(initiators.of(address)) })),
    );
  }

  /** Sources that were loaded one way: stylesheets, fonts, frames. */
  loaded(how: Way, scripts: Scripts, initiators: Initiators): SeenSource[] {
    const ofPage = this.sent.filter((sent) => sent.how === how && sent.at >= this.since && sent.ofStore);
    return unique(
      ofPage.map(({ address }) => ({ source: addressWithoutTokens(address), loadedBy: scripts.loader(initiators.of(address)) })),
    ).filter(({ source }) => /^https?:/.test(source));
  }

  /** A connection that stays, with every message that is sent on it. */
  socket(socket: WebSocket): void {
    const sent: Sent = { address: socket.url(), how: "websocket", method: "GET", at: Date.now(), ofStore: true };
    this.#sockets.push(sent);
    this.#search(sent, sent.address);
    socket.on("framesent", ({ payload }) => this.#search(sent, typeof payload === "string" ? payload : payload.toString("latin1")));
  }

  #search(sent: Sent, text: string): void {
    const source = placeOf(sent.address);
    if (this.marks.some((known) => known.source === source && known.how === sent.how)) return;
    const how = written(this.#mark, text) ?? (this.#collect(sent, text) ? "piece by piece" : undefined);
    if (how !== undefined) this.marks.push({ source, how: sent.how, written: how });
  }

  /** Keeps short values by host and name, for a number that is sent digit by digit. */
  #collect(sent: Sent, text: string): boolean {
    const host = new URL(sent.address).host;
    const found = [...text.matchAll(/([\w.-]{1,40})["']?\s*[=:]\s*["']?([0-9]{1,8})(?![0-9])/g)].slice(0, 20);
    // A message that is nothing but a value, as keys in a socket are.
    const bare = sent.how === "websocket" && /^[0-9]{1,8}$/.test(text) ? [["", "", text]] : [];
    return [...found, ...bare].some(([, name = "", value = ""]) => {
      const key = `${host} ${name}`;
      const values = [...(this.#values.get(key) ?? []), value].slice(-MAX_VALUES);
      this.#values.set(key, values);
      return writtenOver(this.#mark, values);
    });
  }

  /** A frame of another host is that host's; what it loads is not the store's page. */
  #isOfStore(request: Request): boolean {
    const frame = frameOf(request);
    // Of a service worker, or a window that is being opened: the store's, which alone can have begun them.
    if (!frame) return true;
    const parent = frame.parentFrame();
    if (request.isNavigationRequest()) return parent === null || originOf(parent.url(), this.#origin) === this.#origin;
    return originOf(frame.url(), this.#origin) === this.#origin;
  }
}

/** The frame that asked; undefined where none can be told. */
function frameOf(request: Request): Frame | undefined {
  if (request.serviceWorker()) return undefined;
  try {
    return request.frame();
  } catch {
    // Playwright has none for the first request of a window that was just opened.
    return undefined;
  }
}

/** A document's origin; the store's for a document without its own (about:, blob:, data:). */
const originOf = (address: string, store: string): string => (/^https?:/.test(address) ? new URL(address).origin : store);

function wayOf(request: Request): Way {
  if (!request.isNavigationRequest()) return ways[request.resourceType()] ?? "other";
  if (frameOf(request)?.parentFrame()) return "frame";
  return request.method() === "POST" ? "form" : "navigation";
}

/** A host with its path: what follows differs from shopper to shopper. */
export const placeOf = (address: string): string => (address.split(/[?#]/, 1)[0] ?? "").slice(0, 300);

const unique = <T extends object>(all: readonly T[]): T[] => [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
