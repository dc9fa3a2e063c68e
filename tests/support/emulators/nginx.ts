import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { connect } from "node:tls";
import { nginxFiles } from "../../../host/nginx/files.ts";
import type { NginxPlace, Patience } from "../../../host/nginx/place.ts";
import type { NodeSettings } from "../../../host/node.ts";
import { makeCertificates } from "./certificates.ts";
import { denied } from "./denials.ts";
import { program } from "./programs.ts";
import { freePort, type Server, start } from "./server.ts";

/** Who servers run as: root's workers are someone else, as on a node. */
export const workerUser = userInfo().uid === 0 ? "www-data" : userInfo().username;

/** An empty folder that {@link workerUser} can look into. */
export function openFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o755);
  return folder;
}

/** Where nginx finds and leaves things in a folder of a test's. */
export const placeIn = (folder: string, port: number, changes: Partial<NginxPlace> = {}): NginxPlace => ({
  folder: join(folder, "nginx"),
  listen: `127.0.0.1:${port}`,
  user: workerUser,
  pid: join(folder, "nginx.pid"),
  temporary: join(folder, "temporary"),
  certificate: join(folder, "server.pem"),
  certificateKey: join(folder, "server.key"),
  fpmSocket: join(folder, "fpm.sock"),
  app: join(folder, "app"),
  health: join(folder, "health.php"),
  closed: join(folder, "closed"),
  closedToStaff: join(folder, "closed-to-staff"),
  errorLog: join(folder, "error.log"),
  accessLog: join(folder, "access.jsonl"),
  reportLog: join(folder, "reports.jsonl"),
  ...changes,
});

/** Writes what nginx reads, and a certificate, as boot does on a node. Returns the path of nginx.conf. */
export function writeNginx(settings: NodeSettings, place: NginxPlace, patience?: Patience): string {
  for (const folder of [place.temporary, join(place.app, "public")]) mkdirSync(folder, { recursive: true });
  for (const { path, content, mode } of nginxFiles(settings, place, patience)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode });
  }
  if (!existsSync(place.certificate)) makeCertificates(dirname(place.certificate));
  return join(place.folder, "nginx.conf");
}

/** A node's nginx of a test's own, on loopback. */
export interface Nginx extends Server {
  readonly place: NginxPlace;
  /** Reads its files again, as `systemctl reload` has it do. */
  reload(): void;
}

/** How an nginx of {@link startNginx} differs from a node's. */
export interface NginxOptions {
  /** @default - one of its own */
  readonly folder?: string;
  readonly place?: Partial<NginxPlace>;
  readonly patience?: Patience;
  /** A command that starts it, with what a test takes from it. @default - none */
  readonly under?: readonly string[];
}

/** Starts the nginx of a node in a folder, which goes with it. */
export async function startNginx(settings: NodeSettings, options: NginxOptions = {}): Promise<Nginx> {
  const { folder = openFolder("xcart-nginx-"), patience } = options;
  const [command, port] = [await program("nginx"), await freePort()];
  const place = placeIn(folder, port, options.place);
  const confined = denied(command, ["-c", writeNginx(settings, place, patience), "-g", "daemon off;"]);
  const [first = "", ...args] = [...(options.under ?? []), confined[0], ...confined[1]];
  const server = await start(first, args, { port, ready: async () => await listens(port) });
  return {
    ...server,
    place,
    reload: () => void server.process.kill("SIGHUP"),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const listens = async (port: number): Promise<boolean> =>
  await new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
