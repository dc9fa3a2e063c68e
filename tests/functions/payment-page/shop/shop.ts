import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { text } from "node:stream/consumers";
import { selfSigned } from "../../canary/shop.ts";
import { type File, fileOf } from "./files.ts";
import { cart, checkout, home, type Making, type PaymentForm, product, signIn } from "./pages.ts";

/** What one shop is: by the first word of its host's name, so that many are visited at once. */
export interface ShopPlan {
  readonly form: PaymentForm;
  readonly head?: string | undefined;
  readonly body?: string | undefined;
  readonly everywhere?: string | undefined;
  /** By host and path, or path alone: before the shop's own. Is asked with the visitor's number, from 1. */
  readonly files?: Readonly<Record<string, (visitor: number) => File>> | undefined;
  /** Whether what is put in shows to a visitor. @default - to all */
  readonly shownTo?: ((visitor: number) => boolean) | undefined;
  /** Products on the home page. @default - 7, sold out, and 8 */
  readonly products?: readonly number[] | undefined;
  readonly guests?: boolean | undefined;
  /** Whether every visitor has something in the cart and has given an address already. */
  readonly straight?: boolean | undefined;
  /** Answers instead of the shop. */
  readonly reply?: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;
}

const headers = {
  "strict-transport-security": "max-age=31536000",
  "x-frame-options": "SAMEORIGIN",
  "content-security-policy-report-only": "default-src 'self'",
};

/** A TLS server for every host name: shops that answer as X-Cart does, a payment provider, a tag manager, and what attackers have. */
export class Shops {
  readonly plans = new Map<string, ShopPlan>();
  /** Requests, as `METHOD host/path?query`. */
  readonly asked: string[] = [];
  /** Values of the watcher's header, by host. */
  readonly secrets: string[] = [];
  readonly #server: Server;
  readonly #sessions = new Map<string, { readonly formId: string; readonly visitor: number; inCart: boolean; known: boolean }>();
  readonly #visitors = new Map<string, number>();

  constructor() {
    this.#server = createServer(selfSigned(), (request, response) => {
      this.#answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
    });
  }

  async start(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await new Promise((resolve) => this.#server.once("listening", resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Switches of a browser to which every name leads here. */
  get switches(): string[] {
    const address = this.#server.address();
    if (typeof address !== "object" || !address) throw new Error("the shops have no address");
    return [`--host-resolver-rules=MAP * 127.0.0.1:${address.port}`, "--ignore-certificate-errors"];
  }

  /** Adds a shop, and tells its origin. */
  open(name: string, plan: ShopPlan): string {
    this.plans.set(name, plan);
    return `https://${name}.shop.example`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = request.headers.host ?? "";
    const url = new URL(request.url ?? "/", `https://${host}`);
    this.asked.push(`${request.method} ${host}${request.url}`);
    const secret = request.headers["x-watcher"];
    if (typeof secret === "string") this.secrets.push(`${host} ${secret}`);
    // What other hosts serve belongs to the shop that it is asked for from.
    const asker = host.endsWith(".shop.example") ? host : (request.headers.referer?.match(/\/\/([^/]+)/)?.[1] ?? host);
    const name = asker.split(".", 1)[0] ?? "";
    const plan = this.plans.get(name) ?? { form: "frame" };
    if (plan.reply?.(request, response)) return;
    response.setHeader("access-control-allow-origin", "*");
    const isShop = host.endsWith(".shop.example");
    const session = isShop ? this.#session(name, request, response) : undefined;
    const visitor = session?.visitor ?? this.#visitors.get(name) ?? 1;
    const file = this.#fileOf(plan, host, url.pathname, visitor) ?? fileOf(host, url.pathname, visitor);
    if (file) return send(response, file[1], file[0]);
    if (!isShop || url.pathname !== "/" || !session) return send(response, "", "text/plain", 204);
    for (const [header, value] of Object.entries(headers)) response.setHeader(header, value);
    if (request.method === "POST") return post(session, new URLSearchParams(await text(request)), response);
    const shown = plan.shownTo?.(visitor) ?? true;
    const put = shown ? { head: plan.head, body: plan.body, everywhere: plan.everywhere } : {};
    send(response, pageOf(url.searchParams, { formId: session.formId, visitor, form: plan.form, ...put }, plan, session), "text/html");
  }

  /** A stylesheet's or module's own requests come from its host: there the path alone says whose it is. */
  #fileOf(plan: ShopPlan, host: string, path: string, visitor: number): File | undefined {
    const own = plan.files?.[host + path] ?? plan.files?.[path];
    const others = host.endsWith(".shop.example") ? [] : [...this.plans.values()].map(({ files }) => files?.[host + path]);
    return (own ?? others.find((file) => file !== undefined && host.startsWith("evil")))?.(visitor);
  }

  #session(name: string, request: IncomingMessage, response: ServerResponse) {
    const known = this.#sessions.get(request.headers.cookie?.match(/xid=(\w+)/)?.[1] ?? "");
    if (known) return known;
    const visitor = (this.#visitors.get(name) ?? 0) + 1;
    this.#visitors.set(name, visitor);
    const straight = this.plans.get(name)?.straight ?? false;
    const id = Math.random().toString(36).slice(2);
    const fresh = { formId: `${Math.random().toString(36).slice(2)}A_9`, visitor, inCart: straight, known: straight };
    this.#sessions.set(id, fresh);
    response.setHeader("set-cookie", `xid=${id}; path=/; secure; httponly`);
    return fresh;
  }
}

type Session = { readonly formId: string; inCart: boolean; known: boolean };

function pageOf(query: URLSearchParams, making: Making, plan: ShopPlan, session: Session): string {
  const products = plan.products ?? [7, 8];
  switch (query.get("target")) {
    case "product":
      return product(making, Number(query.get("product_id")), query.get("product_id") === "7");
    case "checkout":
      if (!session.inCart) return cart(making);
      return session.known ? checkout(making) : signIn(making, plan.guests ?? true);
    case "cart":
      return cart(making);
    default:
      return home(making, products);
  }
}

/** X-Cart refuses a form without the session's id (403). */
function post(session: Session, form: URLSearchParams, response: ServerResponse): void {
  if (form.get("xcart_form_id") !== session.formId) {
    send(response, "", "text/html", 403);
    return;
  }
  if (form.get("action") === "add") session.inCart = true;
  if (form.get("action") === "update_profile") session.known = true;
  response.writeHead(302, { location: form.get("target") === "checkout" ? "/?target=checkout" : "/?target=cart" }).end();
}

/** Sends a body. */
export function send(response: ServerResponse, body: string, type: string, status = 200): void {
  response.writeHead(status, { "content-type": `${type}; charset=utf-8` }).end(status === 204 ? undefined : body);
}
