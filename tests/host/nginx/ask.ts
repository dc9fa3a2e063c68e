import { once } from "node:events";
import { type RequestOptions, request } from "node:https";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { z } from "zod";
import { played } from "./node.ts";

/** What someone asks, as it comes from the load balancer: it has put the shopper's address behind whatever they forged. */
export interface Question {
  /** @default GET */
  readonly method?: string;
  readonly path: string;
  /** @default shop.example.com */
  readonly host?: string;
  /** Headers as the client sent them; of one name several. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Buffer;
  /** As the load balancer sees it. `null`: it asks for itself. @default - {@link shopper} */
  readonly address?: string | null;
  /** Who connects to the node. @default - the load balancer */
  readonly from?: string;
}

/** A shopper's address. */
export const shopper = "203.0.113.9";

const echo = z.object({
  script: z.string(),
  server: z.record(z.string(), z.unknown()).default({}),
  get: z.unknown().optional(),
  post: z.array(z.string()).default([]),
  files: z.array(z.string()).default([]),
  read: z.number().default(0),
  details: z.string().nullish(),
});

/** What came of it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** What PHP saw, where it was asked at all. */
  readonly php: z.infer<typeof echo> | undefined;
}

/** Asks a node. Fails where the node closes the connection without an answer. */
export async function ask(port: number, question: Question): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const outgoing = request(optionsOf(port, question), (incoming) => {
      text(incoming)
        .then((body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body, php: seenByPhp(body) }))
        .catch(reject);
    });
    // A node that refuses a body does not read it to its end.
    outgoing.on("error", reject).end(question.body);
  });
}

/** A connection of the load balancer's, on which a test writes what it wants. */
export async function wire(port: number): Promise<TLSSocket> {
  const socket = connectTls({ socket: connect({ host: "127.0.0.1", port, localAddress: played.balancer }), rejectUnauthorized: false });
  await once(socket, "secureConnect");
  return socket;
}

function optionsOf(
  port: number,
  { method = "GET", path, host = "shop.example.com", headers = {}, body, address = shopper, from }: Question,
): RequestOptions {
  const forged = headers["X-Forwarded-For"] ?? [];
  const forwarded = [...(typeof forged === "string" ? [forged] : forged), ...(address === null ? [] : [address])].join(", ");
  return {
    host: "127.0.0.1",
    port,
    localAddress: from ?? played.balancer,
    method,
    path,
    agent: false,
    rejectUnauthorized: false,
    headers: {
      Host: host,
      Connection: "close",
      ...(body === undefined || headers["Transfer-Encoding"] !== undefined ? {} : { "Content-Length": Buffer.byteLength(body) }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? value : [...value]])),
      ...(forwarded === "" ? {} : { "X-Forwarded-For": forwarded }),
    },
  };
}

function seenByPhp(body: string): Answer["php"] {
  return body.startsWith('{"script"') ? echo.parse(JSON.parse(body)) : undefined;
}
