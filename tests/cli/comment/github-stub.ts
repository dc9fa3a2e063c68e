import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { isRecord } from "../../../domain/values.ts";

/** A comment as GitHub keeps it. */
export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string; readonly type: string };
  body: string;
}

/** An open or closed request. */
export interface Request {
  readonly number: number;
  readonly state: string;
  readonly head: { readonly ref: string; readonly sha: string; readonly repo: { readonly full_name: string } | null };
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const refused = (status: number, message: string): Answer => ({ status, body: { message } });

/**
 * The part of GitHub's REST API that a comment takes, as strict as docs.github.com/en/rest says: token, media type, version and agent
 * are asked for, pages have 100 elements at most, a comment 65,536 characters, and what is not there is 404.
 */
export class GitHubStub {
  readonly comments: Comment[] = [];
  #requests: readonly Request[] = [];
  readonly #server: Server;
  readonly #repository: string;
  readonly #token: string;

  constructor(repository: string, token: string) {
    this.#repository = repository;
    this.#token = token;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  reset(requests: readonly Request[]): void {
    this.#requests = requests;
    this.comments.length = 0;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const { status, body } = this.#answer(request, Buffer.concat(chunks).toString());
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
  }

  #answer({ headers, method, url = "" }: IncomingMessage, sent: string): Answer {
    if (!headers["user-agent"])
      return refused(403, "Request forbidden by administrative rules. Please make sure your request has a User-Agent header");
    if (headers.authorization !== `Bearer ${this.#token}`) return refused(401, "Bad credentials");
    if (headers.accept !== "application/vnd.github+json") return refused(415, "Unsupported 'Accept' header");
    if (headers["x-github-api-version"] !== "2022-11-28") return refused(400, "Unsupported API version");
    const { pathname, searchParams } = new URL(url, this.url);
    const path = pathname.startsWith(`/repos/${this.#repository}/`) ? pathname.slice(`/repos/${this.#repository}`.length) : "";
    if (method === "GET" && path === "/pulls") return page(this.#pulls(searchParams), searchParams);
    if (method === "GET" && /^\/issues\/7\/comments$/.test(path)) return page(this.comments, searchParams);
    const body = bodyOf(sent);
    if (body === undefined || body.length > 65_536) return refused(422, "Body is too long (maximum is 65536 characters)");
    if (method === "POST" && path === "/issues/7/comments") return { status: 201, body: this.#add(body) };
    const former = this.comments.find(({ id }) => method === "PATCH" && path === `/issues/comments/${id}`);
    if (!former) return refused(404, "Not Found");
    former.body = body;
    return { status: 200, body: former };
  }

  /** `head` is `user:ref-name`, and anything else filters nothing. */
  #pulls(asked: URLSearchParams): readonly Request[] {
    const [owner, ref] = asked.get("head")?.split(":") ?? [];
    const state = asked.get("state") ?? "open";
    return this.#requests.filter(
      ({ head, state: is }) => is === state && (!ref || (head.ref === ref && (head.repo?.full_name ?? owner)?.split("/")[0] === owner)),
    );
  }

  #add(body: string): Comment {
    const added = { id: 1000 + this.comments.length, user: { login: "github-actions[bot]", type: "Bot" }, body };
    this.comments.push(added);
    return added;
  }
}

function page(list: readonly unknown[], asked: URLSearchParams): Answer {
  const size = Math.min(100, Number(asked.get("per_page") ?? 30));
  const start = (Number(asked.get("page") ?? 1) - 1) * size;
  return { status: 200, body: list.slice(start, start + size) };
}

function bodyOf(sent: string): string | undefined {
  const content: unknown = sent === "" ? undefined : JSON.parse(sent);
  return isRecord(content) && typeof content.body === "string" ? content.body : undefined;
}
