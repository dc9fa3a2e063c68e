import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { request } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import type { NodeSettings } from "../../../host/node.ts";
import { makeCertificates } from "../emulators/certificates.ts";
import { denied } from "../emulators/denials.ts";
import { type Nginx, startNginx as startNodeNginx } from "../emulators/nginx.ts";
import { program } from "../emulators/programs.ts";
import { type Server, start } from "../emulators/server.ts";
import { nodeIni } from "./php.ts";
import { nodeSettings, type Stage, stage } from "./stage.ts";

/** What a request is made of. */
export interface Asked {
  readonly path?: string;
  /** @default GET, POST with a body */
  readonly method?: string;
  /** A form's fields, or what is sent as it is. */
  readonly body?: Readonly<Record<string, string>> | string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whom the load balancer says it is from. @default - no one: it is the load balancer's own */
  readonly from?: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A node that answers: nginx before PHP-FPM, on a stage of its own. */
export interface Running extends Stage {
  readonly php: Server;
  readonly nginx: Server;
  ask(asked: Asked): Promise<Answer>;
}

/** The stage's settings: this machine is the load balancer. */
const settings: NodeSettings = { ...nodeSettings, balancerBlocks: ["127.0.0.0/8"] };

/** Starts a node. */
export async function runningNode(change: Partial<NodeSettings> = {}): Promise<Running> {
  const on = await stage({ ...settings, ...change });
  on.writeEnvironment();
  const php = await startPhp(on);
  const nginx = await startNginx(on, { ...settings, ...change });
  const stop = async () => {
    await Promise.all([nginx.stop(), php.stop()]);
    const complaints = refusals(on);
    await on.stop();
    // Whatever a suite is about: on a node with SELinux this would not work.
    if (complaints.length > 0) throw new Error(`refused on a node:\n${complaints.join("\n")}`);
  };
  return { ...on, php, nginx, stop, ask: (asked) => ask(nginx.port, asked) };
}

/** Starts PHP-FPM as systemd does, and SELinux confines it. */
export async function startPhp({ place }: Stage): Promise<Server> {
  const socket = place("/run/php-fpm/xcart.sock");
  return await start(...denied(await program("php-fpm"), ["--nodaemonize", "--fpm-config", place("/etc/php-fpm.conf")]), {
    port: 0,
    ready: () => answers(socket),
    env: nodeIni(place),
  });
}

const answers = (path: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ path }, () => resolve(socket.destroy() !== undefined));
    socket.once("error", () => resolve(false));
  });

/** The nginx of a stage's node, where PHP and the shop are. */
const startNginx = ({ root, place }: Stage, settings: NodeSettings): Promise<Nginx> =>
  startNodeNginx(settings, {
    folder: join(root, "nginx"),
    place: {
      ...certificates(place("/etc/xcart/tls"), settings.domain),
      fpmSocket: place("/run/php-fpm/xcart.sock"),
      app: place("/srv/xcart/current"),
      health: place("/srv/xcart/host/health.php"),
    },
  });

/** The node's certificate, which is the only one that it believes of itself. */
function certificates(folder: string, domain: string) {
  mkdirSync(folder, { recursive: true });
  const { authority, certificate, key } = makeCertificates(folder, domain);
  copyFileSync(authority, join(folder, "node.crt"));
  return { certificate, certificateKey: key };
}

/** Asks as the load balancer does. */
function ask(port: number, { path = "/", method, body, headers = {}, from }: Asked): Promise<Answer> {
  const isForm = typeof body === "object" && !Buffer.isBuffer(body);
  const text = isForm ? new URLSearchParams(body).toString() : body;
  const form = isForm ? { "content-type": "application/x-www-form-urlencoded" } : {};
  const options = {
    ...{ host: "127.0.0.1", port, path, method: method ?? (text === undefined ? "GET" : "POST"), rejectUnauthorized: false },
    // A connection each: on one that nginx closes at a reload, a client's next request may be under way.
    agent: false,
    headers: { host: settings.domain, ...form, ...(from !== undefined && { "x-forwarded-for": from }), ...headers },
  };
  return new Promise((resolve, reject) => {
    const sent = request(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString(), headers: response.headers }),
      );
      response.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(text);
  });
}

/** What PHP has complained of that only SELinux's denials bring about. */
const refusals = (on: Stage): string[] =>
  ["/var/log/xcart/php.log", "/var/log/php-fpm/error.log"]
    .flatMap((log) => linesOf(on, log))
    .filter((line) => /JIT memory|Allocation of|setrlimit|Operation not permitted/.test(line));

/** The lines that a log of the node has, without the last line's end. */
export function linesOf({ place }: Stage, path: string): string[] {
  const at = place(path);
  return existsSync(at) ? readFileSync(at, "utf8").split("\n").filter(Boolean) : [];
}
