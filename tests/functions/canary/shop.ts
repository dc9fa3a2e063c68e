import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { CanaryRequest } from "../../../domain/contracts/canary.ts";

/** A page that stands in for X-Cart's: what it answers. */
export type Reply = (request: IncomingMessage, response: ServerResponse) => void;

/** A real TLS server that behaves like a small X-Cart: sessions, a form with its secret, a checkout that wants something in the cart. */
export class Shop {
  /** By path and query: answers of a test's own, before the shop's. */
  readonly replies = new Map<string, Reply>();
  readonly seen: string[] = [];
  readonly agents: (string | undefined)[] = [];
  /** What the checkout page holds. */
  checkout = page("Checkout");
  headers: Record<string, string> = { "strict-transport-security": "max-age=31536000" };
  readonly #carts = new Set<string>();
  readonly #server: Server;
  readonly #identity: Identity;
  #sessions = 0;

  constructor(identity = selfSigned()) {
    const { key, cert } = identity;
    this.#identity = identity;
    this.#server = createServer({ key, cert }, (request, response) => {
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

  get origin(): string {
    const address = this.#server.address();
    if (typeof address !== "object" || !address) throw new Error("the shop has no address");
    return `https://${this.#identity.name}:${address.port}`;
  }

  /** What a canary is told of the way to the shop; as it stands, it believes the shop's certificate, which no browser does. */
  get way(): Pick<CanaryRequest, "origin" | "open" | "loadBalancer" | "trust"> {
    const trust = { trials: [], roots: [this.#identity.cert], bootstrap: other.cert };
    return { origin: this.origin, open: true, loadBalancer: "localhost", trust };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? "";
    this.seen.push(`${request.method} ${path}`);
    this.agents.push(request.headers["user-agent"]);
    const own = this.replies.get(path);
    if (own) return own(request, response);
    const session = request.headers.cookie?.match(/xid=(\w+)/)?.[1] ?? this.#begin(response);
    if (request.method === "POST") return this.#add(session, await text(request), response);
    if (path === "/healthz") return send(response, "ok\n");
    if (path === "/?target=checkout" && !this.#carts.has(session)) return redirect(response, "/?target=cart");
    for (const [name, value] of Object.entries(this.headers)) response.setHeader(name, value);
    if (path === "/?target=checkout") return send(response, this.checkout);
    if (path.startsWith("/?target=product"))
      return send(response, page("Product", `<input type="hidden" name="xcart_form_id" value="secret-of-${session}" />`));
    return send(response, page(path));
  }

  #begin(response: ServerResponse): string {
    const session = `session${++this.#sessions}`;
    response.setHeader("set-cookie", [`xid=${session}; path=/; secure; httponly`, "old=; Max-Age=0"]);
    return session;
  }

  #add(session: string, body: string, response: ServerResponse): void {
    const form = new URLSearchParams(body);
    if (form.get("xcart_form_id") !== `secret-of-${session}`) {
      send(response, "no", 403);
      return;
    }
    if (form.get("target") === "cart" && form.get("action") === "add") this.#carts.add(session);
    redirect(response, "/?target=cart");
  }
}

/** A whole page. */
export const page = (title: string, body = ""): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body>${body}</body></html>\n`;

/** Sends a body. */
export function send(response: ServerResponse, body: string, status = 200): void {
  response.writeHead(status).end(body);
}

/** Sends someone elsewhere. */
export function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

/** What a server shows, and by which name. */
export interface Identity {
  readonly name: string;
  readonly key: string;
  readonly cert: string;
}

/** A self-signed certificate by OpenSSL, as the stack's own is: of no authority. `days` may be past. */
export function selfSigned({ name = "localhost", days = 1 }: { readonly name?: string; readonly days?: number } = {}): Identity {
  const folder = mkdtempSync(join(tmpdir(), "xcart-hosting-canary-"));
  const [key, request, cert] = [join(folder, "key.pem"), join(folder, "request.pem"), join(folder, "cert.pem")];
  const extensions = join(folder, "extensions");
  const run = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  try {
    writeFileSync(extensions, `subjectAltName=DNS:${name}\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n`);
    run(
      "req",
      "-new",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-subj",
      `/CN=${name}`,
      "-keyout",
      key,
      "-out",
      request,
    );
    run("x509", "-req", "-in", request, "-signkey", key, "-days", String(days), "-extfile", extensions, "-out", cert);
    return { name, key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A certificate that no server here shows. */
const other = selfSigned({ name: "other.example" });
