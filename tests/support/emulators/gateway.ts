import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Request } from "../aws/wire.ts";

/** A request on its way through a {@link Gateway}. */
export interface Passing {
  /** What is asked, in the server's own words, such as `ImportCertificate`. */
  readonly operation: string;
  readonly body: string;
  /** All of it, as it came. */
  readonly request: Request;
}

/** What a server, or a hook in its place, answers. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What happens to requests; tests exchange the hooks as they go. */
export interface Hooks {
  /** Answers in the server's place: a fault. */
  before?: (request: Passing) => Promise<Reply | undefined> | Reply | undefined;
  /** Sees what took effect, before the answer gets back, and may change it. */
  after?: (request: Passing, reply: Reply) => Promise<Reply | undefined> | Reply | undefined;
}

/** Stands in front of a server, counts what is asked of it, and can make it fail. */
export interface Gateway {
  readonly url: string;
  readonly hooks: Hooks;
  /** The operations that got through, in order. */
  readonly passed: string[];
  stop(): Promise<void>;
}

/** Starts a gateway on a free port of loopback; with a certificate it speaks TLS. */
export async function gateway(options: {
  readonly target: string;
  readonly operationOf: (request: IncomingMessage) => string;
  readonly tls?: { readonly key: string; readonly cert: string };
}): Promise<Gateway> {
  const hooks: Hooks = {};
  const passed: string[] = [];
  const listener: RequestListener = (request, response) =>
    void pass(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  const server = options.tls ? createTlsServer(options.tls, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `${options.tls ? "https" : "http"}://127.0.0.1:${portOf(server.address())}`, hooks, passed, stop };

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const { method = "GET", url = "/", headers: sent } = request;
    const passing = { operation: options.operationOf(request), body, request: { method, url, headers: sent, body } };
    const reply = (await hooks.before?.(passing)) ?? (await through(request, passing));
    // A hook may have changed the body.
    const headers = { ...reply.headers, "content-length": Buffer.byteLength(reply.body) };
    response.writeHead(reply.status, headers).end(request.method === "HEAD" ? undefined : reply.body);
  }

  async function through(request: IncomingMessage, passing: Passing): Promise<Reply> {
    const reply = await forward(new URL(request.url ?? "/", options.target), request, passing.body);
    passed.push(passing.operation);
    return (await hooks.after?.(passing, reply)) ?? reply;
  }

  async function stop(): Promise<void> {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || !address) throw new Error("no address for a listener on loopback");
  return address.port;
}

/** The `Host` is the one that was asked for, so that addresses in answers lead through the gateway again. */
async function forward(url: URL, { method, headers }: IncomingMessage, body: string): Promise<Reply> {
  const { request } = await import(url.protocol === "https:" ? "node:https" : "node:http");
  return await new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, async (incoming: IncomingMessage) => {
      const { "transfer-encoding": _, ...kept } = incoming.headers;
      const single = Object.entries(kept).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]);
      resolve({ status: incoming.statusCode ?? 502, headers: Object.fromEntries(single), body: await text(incoming) });
    });
    outgoing.on("error", reject).end(body);
  });
}
