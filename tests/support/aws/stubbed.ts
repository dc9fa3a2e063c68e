import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Answers, type Input, Stub } from "./stub.ts";

/** A server before the emulated AWS. */
export interface StubbedAws {
  readonly endpoint: string;
  /** The stubbed calls, in order. */
  readonly asked: readonly { readonly name: string; readonly input: Input }[];
  /** Ends it. Throws where an answer was none of AWS's. */
  stop(): Promise<void>;
}

/**
 * Answers the operations that the emulated AWS lacks, as strictly as AWS ({@link Stub}), and passes all else on to it, byte for byte.
 * Without `behind`, all else is refused as an operation that no one knows.
 */
export async function stubbedAws(answers: Answers, behind?: string): Promise<StubbedAws> {
  const stub = await Stub.of(answers);
  const server = createServer((request, response) => {
    answer(stub, request, behind).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body),
      // As if the connection broke; said by stop().
      (error: unknown) => {
        stub.faults.push(String(error));
        response.destroy();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    stub.check();
  };
  return { endpoint: `http://127.0.0.1:${portOf(server.address())}`, asked: stub.asked, stop };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

async function answer(stub: Stub, request: IncomingMessage, behind: string | undefined): Promise<Answer> {
  const body = await buffer(request);
  const { method = "GET", url = "/", headers } = request;
  const stubbed = await stub.answer({ method, url, headers, body: body.toString() });
  if (stubbed) return stubbed;
  const unknown = { status: 404, headers: {}, body: `${method} ${url}: no stub, and nothing behind it` };
  return behind === undefined ? unknown : await passOn(request, new URL(url, behind), body);
}

async function passOn({ method = "GET", headers: sent }: IncomingMessage, url: URL, body: Buffer): Promise<Answer> {
  const kept = Object.entries(sent).filter(
    ([name]) => !["connection", "content-length", "expect", "host", "transfer-encoding"].includes(name),
  );
  const headers = Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
  const hasBody = method !== "GET" && method !== "HEAD";
  const response = await fetch(url, { method, headers, ...(hasBody && { body: new Uint8Array(body) }) });
  // fetch has unpacked the body; an answer to HEAD has none, and says how long it would be.
  const dropped = ["connection", "content-encoding", "transfer-encoding", ...(method === "HEAD" ? [] : ["content-length"])];
  const answered = [...response.headers].filter(([name]) => !dropped.includes(name));
  return { status: response.status, headers: Object.fromEntries(answered), body: Buffer.from(await response.arrayBuffer()) };
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address !== "object" || !address) throw new Error("no address for a server on loopback");
  return address.port;
}
