import { request } from "node:https";
import type { StoreNode } from "./node.ts";

/** What came back from a page. */
export interface Page {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A file that is sent with a form. */
export interface Upload {
  readonly field: string;
  readonly name: string;
  readonly bytes: string;
}

/** Whom the load balancer brings to a store's nodes, with the cookies that they got. */
export class Shopper {
  readonly #cookies = new Map<string, string>();
  readonly #host: string;

  constructor(host: string) {
    this.#host = host;
  }

  /** Asks a node for a page. */
  async get(node: StoreNode, path: string): Promise<Page> {
    return await this.#ask(node, path, "GET", {}, "");
  }

  /** Sends a form. */
  async post(node: StoreNode, path: string, fields: Readonly<Record<string, string>>): Promise<Page> {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    return await this.#ask(node, path, "POST", form, new URLSearchParams(fields).toString());
  }

  /** Sends a file. */
  async upload(node: StoreNode, path: string, { field, name, bytes }: Upload): Promise<Page> {
    const body = new FormData();
    body.append(field, new Blob([bytes], { type: "image/png" }), name);
    const packed = new Response(body);
    const type = packed.headers.get("content-type") ?? "";
    return await this.#ask(node, path, "POST", { "content-type": type }, await packed.text());
  }

  /** As the load balancer: from an address of its own, which says who it is for. */
  #ask({ port }: StoreNode, path: string, method: string, headers: Readonly<Record<string, string>>, body: string): Promise<Page> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const options = {
      ...{ host: "127.0.0.1", localAddress: "127.0.1.2", port, path, method, agent: false, rejectUnauthorized: false },
      headers: {
        ...{ host: this.#host, "x-forwarded-for": "203.0.113.7", ...headers },
        ...(cookie && { cookie }),
        ...(body && { "content-length": String(Buffer.byteLength(body)) }),
      },
    };
    return new Promise((resolve, reject) => {
      const sent = request(options, (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("error", reject);
        response.on("end", () => {
          for (const line of response.headers["set-cookie"] ?? []) this.#keep(line);
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: response.headers });
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
  }

  #keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    this.#cookies.set(name, value);
  }
}
