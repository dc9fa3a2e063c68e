import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { findModels } from "../../support/aws/model.ts";
import { type Refusal, refusedAs, serviceOf } from "../../support/aws/refusal.ts";

/** What AWS answers instead of doing what it was asked, such as an error of the API, or nothing but a lost connection. */
export type Fault = Refusal | ((request: string) => Answer) | "cut";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Stands between clients and the emulated AWS, and makes calls fail as AWS's do. */
export interface FaultyProxy {
  readonly endpoint: string;
  /** Operations that were asked for, such as `UpdateIPSet`, in order. */
  readonly calls: string[];
  /** The bodies of one operation's calls. */
  bodiesOf(operation: string): string[];
  /** The next calls of an operation fail, that many of them. */
  fail(operation: string, fault: Fault, times: number): void;
  /** From the next call of that operation on, every call fails: as if the function had died there. `revive` ends it. */
  dieAt(operation: string): void;
  revive(): void;
  /** Waits for this before the next call of an operation goes on. */
  before(operation: string, hook: () => Promise<unknown>): void;
  stop(): Promise<void>;
}

/** Starts a proxy on a free port of loopback. */
export async function startProxy(target: string): Promise<FaultyProxy> {
  await findModels();
  const calls: { readonly operation: string; readonly body: string }[] = [];
  const faults: { readonly operation: string; readonly fault: Fault; left: number }[] = [];
  const hooks = new Map<string, () => Promise<unknown>>();
  let deadly: string | undefined;
  let dead = false;

  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const operation = operationOf(request, body);
    calls.push({ operation, body });
    const hook = hooks.get(operation);
    hooks.delete(operation);
    await hook?.();
    dead ||= operation === deadly;
    const planned = faults.find((one) => one.operation === operation && one.left > 0);
    if (planned) planned.left--;
    const fault = dead ? "cut" : planned?.fault;
    if (fault === "cut") response.destroy();
    else if (fault) {
      const answer = typeof fault === "function" ? fault(body) : said(`${serviceOf(request)}:${operation}`, fault, response);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } else await forward(target, request, body, response);
  });
  // Under load, clients use a connection just as it is closed.
  server.keepAliveTimeout = 120_000;
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("no address for a listener on loopback");

  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    get calls() {
      return calls.map(({ operation }) => operation);
    },
    bodiesOf: (operation) => calls.filter((call) => call.operation === operation).map(({ body }) => body),
    fail: (operation, fault, times) => faults.push({ operation, fault, left: times }),
    dieAt: (operation) => {
      deadly = operation;
    },
    revive: () => {
      deadly = undefined;
      dead = false;
    },
    before: (operation, hook) => hooks.set(operation, hook),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** By the header of the JSON protocols, or the form field of the query protocol. */
function operationOf({ headers }: IncomingMessage, body: string): string {
  const target = headers["x-amz-target"];
  return typeof target === "string" ? (target.split(".").at(-1) ?? "") : (new URLSearchParams(body).get("Action") ?? "");
}

async function forward(target: string, { method, url, headers }: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
  const { host, connection, "content-length": length, "transfer-encoding": encoding, expect, ...kept } = headers;
  const answer = await fetch(`${target}${url}`, {
    method: method ?? "POST",
    headers: Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, String(value)])),
    body,
  });
  response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "text/plain" }).end(await answer.text());
}

/** A refusal; one that AWS never says to the operation fails the test, and does not keep it waiting. */
function said(operation: string, fault: Refusal, response: ServerResponse): Answer {
  try {
    return refusedAs(operation, fault);
  } catch (unlike) {
    response.destroy();
    throw unlike;
  }
}
