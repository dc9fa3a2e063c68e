import { request } from "node:http";
import { connect } from "node:net";
import type { SentRequest } from "../../../../domain/xcart/reading.ts";
import { freePort, type Server, start } from "../../emulators/server.ts";

/** Starts PHP's built-in server with one script for all requests, and no settings of this machine. */
export async function phpServer(script: string, env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const port = await freePort();
  const isUp = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ port, host: "127.0.0.1" }, () => resolve(socket.destroy() !== undefined));
      socket.once("error", () => resolve(false));
    });
  // Warnings of what PHP drops are not for the answer.
  return await start("php", ["-n", "-d", "display_errors=0", "-S", `127.0.0.1:${port}`, script], { port, ready: isUp, env });
}

/** Sends a request as it is, and reads the answer as JSON. */
export const askPhp = ({ port }: Server, { method, path, query, headers = [], body }: SentRequest): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const to = { host: "127.0.0.1", port, method, path: `${path}?${query}`, headers: Object.fromEntries(headers), agent: false };
    const sent = request(to, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(parts).toString())));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.setHeader("content-length", body?.length ?? 0);
    sent.end(body);
  });
