import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { type Connection, createConnection } from "mysql2/promise";
import { makeCertificates } from "./certificates.ts";
import { program } from "./programs.ts";
import { freePort, type Server, start } from "./server.ts";

/** A MariaDB of a test's own, on loopback, with data of its own. */
export interface MariaDb extends Server {
  /** PEM file of the authority that signed the server's certificate, which is for `localhost` and 127.0.0.1. */
  readonly certificateFile: string;
  /** As root, through the server's socket. */
  readonly root: Connection;
  /** What `mariadb` and `mariadb-dump` need to reach it as root. */
  readonly socket: string;
}

/** How a server of {@link mariaDb} differs from the usual. */
export interface MariaDbOptions {
  /** @default true */
  readonly tls?: boolean;
  /** Name that the certificate is for, in place of `localhost` and 127.0.0.1. */
  readonly certificateName?: string;
  /** More options of mariadbd. @default - none */
  readonly options?: readonly string[];
}

/** Small, to be copied quickly. */
const logSize = "--innodb-log-file-size=12M";

/** Starts a MariaDB with an empty data folder, and a certificate that no one else has. Works for root, who may not run it, and for anyone. */
export async function mariaDb({ tls = true, certificateName, options = [] }: MariaDbOptions = {}): Promise<MariaDb> {
  const command = await program("mariadbd");
  const folder = mkdtempSync(join(tmpdir(), "xcart-mariadb-"));
  const [data, socket] = [join(folder, "data"), join(folder, "s")];
  const as = account();
  own(folder, as);
  const certificates = makeCertificates(folder, certificateName);
  for (const file of Object.values(certificates)) if (as) chownSync(file, as.uid, as.gid);
  initialize(command, data, as);
  const port = await freePort();
  const args = [
    "--no-defaults",
    ...(as ? [`--user=${as.name}`] : []),
    ...[
      `--datadir=${data}`,
      `--tmpdir=${folder}`,
      `--socket=${socket}`,
      `--pid-file=${join(folder, "pid")}`,
      `--port=${port}`,
      "--bind-address=127.0.0.1",
    ],
    ...(tls
      ? [`--ssl-cert=${certificates.certificate}`, `--ssl-key=${certificates.key}`, `--ssl-ca=${certificates.authority}`]
      : ["--skip-ssl"]),
    // No one needs a test's data after a power cut.
    ...[
      "--innodb-flush-log-at-trx-commit=0",
      "--innodb-flush-method=nosync",
      "--skip-innodb-doublewrite",
      logSize,
      "--skip-log-bin",
      "--max-allowed-packet=64M",
    ],
    ...options,
  ];
  let root: Connection | undefined;
  const ready = async () => {
    root ??= await createConnection({ socketPath: socket, user: "root", multipleStatements: true });
    return true;
  };
  const server = await start(command, args, { port, ready });
  if (!root) throw new Error("mariadbd is up, and no one has connected to it");
  return { ...server, stop: stopper(server, root, folder), certificateFile: certificates.authority, root, socket };
}

function stopper(server: Server, root: Connection, folder: string): () => Promise<void> {
  return async () => {
    root.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Who the server runs as when the tests run as root: Debian's package brings the user `mysql`. */
function account(): Account | undefined {
  if (userInfo().uid !== 0) return undefined;
  const id = (which: string) => Number(execFileSync("id", [which, "mysql"], { encoding: "utf8" }));
  return { name: "mysql", uid: id("-u"), gid: id("-g") };
}

function own(path: string, as: Account | undefined): void {
  chmodSync(path, 0o700);
  if (as) chownSync(path, as.uid, as.gid);
}

/** A data folder with system tables. Making them takes seconds, so the first server of a run does, and the others copy its folder. */
function initialize(command: string, data: string, as: Account | undefined): void {
  const shared = process.env.EMULATORS_FOLDER;
  const made = shared && join(shared, "mariadb");
  if (made && existsSync(made)) {
    execFileSync("cp", ["-a", made, data]);
    return;
  }
  install(command, data, as);
  if (made) keep(data, made);
}

/** Copies a folder for others, who find it whole or not at all. */
function keep(data: string, made: string): void {
  const copy = `${made}.${process.pid}`;
  execFileSync("cp", ["-a", data, copy]);
  try {
    renameSync(copy, made);
  } catch (error) {
    // Another worker was first.
    if (!existsSync(made)) throw error;
  }
}

/** Root has no password, and comes through the socket only: no one else gets at it. */
function install(command: string, data: string, as: Account | undefined): void {
  const script = [join(dirname(dirname(command)), "bin/mariadb-install-db"), "/usr/bin/mariadb-install-db"].find((path) =>
    existsSync(path),
  );
  if (!script) throw new Error(`mariadb-install-db: not beside ${command}`);
  // Temporary tables are named by process ids only, which other containers that share /tmp have too.
  const folders = [`--datadir=${data}`, `--tmpdir=${dirname(data)}`];
  const args = ["--no-defaults", ...folders, "--auth-root-authentication-method=normal", "--skip-test-db", logSize];
  execFileSync(script, [...args, ...(as ? [`--user=${as.name}`] : [])], { stdio: ["ignore", "ignore", "pipe"] });
}
