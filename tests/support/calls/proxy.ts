import { createServer, request as forward, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { SeenRequest } from "./requests.ts";

/** What a request was made for. */
export interface Purpose {
  /** Whether it is an account's stack. @default false */
  readonly ofAccount?: boolean;
  /** Pulumi's type of the resource, or its token of a lookup. */
  readonly type: string;
  readonly phase: "configure" | "invoke" | "create" | "read" | "plan" | "update" | "delete";
}

/** A proxy before the emulated AWS that shows each request to `see`. */
export async function recordingProxy(
  port: number,
  see: (request: SeenRequest) => void,
): Promise<{ readonly endpoint: string; close(): void }> {
  const server = createServer(async (incoming, answer) => {
    const body = await bodyOf(incoming);
    const { method = "GET", url = "/", headers } = incoming;
    const scope = /Credential=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
    see({ scope, method, url, target: headers["x-amz-target"]?.toString(), body: body.toString("utf8") });
    const onward = forward({ host: "127.0.0.1", port, method, path: url, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 500, reply.headers);
      reply.pipe(answer);
    });
    onward.on("error", (error) => answer.writeHead(500).end(error.message));
    onward.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const { port: at }: AddressInfo = Object(server.address());
  return { endpoint: `http://127.0.0.1:${at}`, close: () => server.close() };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
