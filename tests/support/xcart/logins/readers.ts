import { request } from "node:http";
import { join } from "node:path";
import { z } from "zod";
import { program } from "../../emulators/programs.ts";
import { freePort, type Server, start } from "../../emulators/server.ts";
import type { Spelling } from "./spellings.ts";

/** A PHP that answers each request with what it takes it for. */
export interface Reader extends Server {
  read(spelling: Spelling): Promise<unknown>;
}

/** Starts PHP's own server with a script of this folder. */
export async function reader(script: "ours" | "symfony" | "xcart", env: Readonly<Record<string, string>>): Promise<Reader> {
  const port = await freePort();
  const args = ["-d", "variables_order=EGPCS", "-d", "request_order=GP", "-d", "display_errors=0", "-S", `127.0.0.1:${port}`];
  const server = await start(await program("php"), [...args, join(import.meta.dirname, `${script}.php`)], {
    port,
    ready: async () => (await send(port, { path: "/" })) !== "",
    env,
  });
  return { ...server, read: async (spelling) => JSON.parse(await send(port, spelling)) };
}

function send(port: number, { path, cookie, type, body }: Spelling): Promise<string> {
  const headers = { ...(cookie !== undefined && { cookie }), ...(type !== undefined && { "content-type": type }) };
  const options = { host: "127.0.0.1", port, path, method: body === undefined ? "GET" : "POST", agent: false, headers };
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () => resolve(Buffer.concat(parts).toString()));
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : Buffer.from(body, "latin1"));
  });
}

/** Base64 of bytes, or lists of it. */
type Said = string | null | { readonly [key: string]: Said };
const said: z.ZodType<Said> = z.lazy(() => z.union([z.string(), z.null(), z.record(z.string(), said)]));
const xcart = z.object({ target: z.string(), action: z.string(), login: said });
const ours = z.object({ kind: z.string(), login: z.string(), subject: z.string() }).nullable();

/** The login that is asked for of the database, as bytes (latin1); null if the request is no login of a form. */
export type Taken = string | null;

/** Of X-Cart's answer: a list of one is that one to Doctrine, of several it is an error, and of lists nothing that is an account. */
export function takenByXcart(answer: unknown): Taken {
  const { target, action, login } = xcart.parse(answer);
  if (target !== "login" || action !== "login") return null;
  const only = typeof login === "object" && login !== null ? Object.values(login) : [login];
  const [first] = only;
  return only.length === 1 && typeof first === "string" ? text(first) : "";
}

/** Of ours, for a login of one kind. */
export function takenByUs(answer: unknown, kind: "shop" | "api" = "shop"): Taken {
  const attempt = ours.parse(answer);
  return attempt?.kind === kind ? text(attempt.login) : null;
}

/** Of Symfony's answer. */
export function takenBySymfony(answer: unknown): Taken {
  const taken = z.string().nullable().parse(answer);
  return taken === null ? null : text(taken);
}

const text = (base64: string) => Buffer.from(base64, "base64").toString("latin1");
