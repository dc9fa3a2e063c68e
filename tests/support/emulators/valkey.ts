import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { connect } from "node:tls";
import { makeCertificates } from "./certificates.ts";
import { program } from "./programs.ts";
import { freePort, type Server, start } from "./server.ts";

/** A cache of a test's own, on loopback, over TLS only and with a password. */
export interface Valkey extends Server {
  /** PEM file of the authority that signed its certificate, which is for `localhost` and 127.0.0.1. */
  readonly certificateFile: string;
  readonly password: string;
  /** Empties it; a client's process for each test would take most of the time of some files. */
  flush(): Promise<void>;
}

/** Starts a cache, empty and kept in memory; on `port`, to come back where another one was. */
export async function valkey(port?: number): Promise<Valkey> {
  const command = await program("redis-server");
  const folder = mkdtempSync(join(tmpdir(), "xcart-valkey-"));
  const { authority, certificate, key } = makeCertificates(folder);
  const password = "aTestsPassword0123456789";
  const at = port ?? (await freePort());
  const tls = ["--port", "0", "--tls-port", String(at), "--tls-cert-file", certificate, "--tls-key-file", key, "--tls-auth-clients", "no"];
  const args = [...tls, "--bind", "127.0.0.1", "--requirepass", password, "--save", "", "--dir", folder];
  const server = await start(command, args, { port: at, ready: () => answers(at) });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop, certificateFile: authority, password, flush: () => flush(at, password) };
}

async function flush(port: number, password: string): Promise<void> {
  const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false });
  socket.write(`AUTH ${password}\r\nFLUSHALL\r\nQUIT\r\n`);
  const said = await text(socket);
  if (!/^(\+OK\r\n){2,3}$/.test(said)) throw new Error(`Valkey did not empty itself: ${said}`);
}

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
