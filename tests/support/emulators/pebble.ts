import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { program } from "./programs.ts";
import { freePort, type Server, start } from "./server.ts";

/** What loopback shows as its certificate, in PEM. */
export interface Loopback {
  readonly key: string;
  readonly cert: string;
}

/** How a Pebble differs from the usual one. */
export interface PebbleOptions {
  /** Key identifiers and base64url keys for external account binding, which is then required. */
  readonly bindings?: Readonly<Record<string, string>>;
  /** Profiles and the seconds that their certificates live. @default - `default`, 90 days */
  readonly profiles?: Readonly<Record<string, number>>;
  /** Other chains that are offered beside the usual one. @default 0 */
  readonly alternateRoots?: number;
  /** Of 100 nonces, how many are refused. @default 0 */
  readonly refusedNonces?: number;
  /** Of 100 authorizations, how many are used again. @default 0 */
  readonly reusedAuthorizations?: number;
}

/** A certificate authority for tests: Let's Encrypt's Pebble, which really looks for the records. */
export interface Pebble {
  readonly directoryUrl: string;
  readonly origin: string;
  /** Says when a certificate of its is to be renewed (RFC 9773). */
  setRenewalInfo(certificate: string, window: { readonly start: Date; readonly end: Date }): Promise<void>;
  /** Common name of the root of its n-th chain. */
  rootName(chain: number): Promise<string>;
  /** The root of its usual chain, in PEM. */
  root(): Promise<string>;
  stop(): Promise<void>;
}

/** A self-signed certificate for 127.0.0.1, which this process trusts from now on. */
export function loopbackCertificate(): Loopback {
  const folder = mkdtempSync(join(tmpdir(), "loopback-"));
  try {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const newKey = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
    const names = ["-subj", "/CN=loopback", "-addext", "subjectAltName=IP:127.0.0.1"];
    execFileSync("openssl", ["req", "-x509", ...newKey, "-days", "2", ...names, "-keyout", key, "-out", cert], { stdio: "pipe" });
    const loopback = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
    setDefaultCACertificates([...getCACertificates("default"), loopback.cert]);
    return loopback;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a Pebble that asks the DNS server at `dns` (`host:port`). */
export async function startPebble(loopback: Loopback, dns: string, options: PebbleOptions = {}): Promise<Pebble> {
  const command = await program("pebble");
  const [port, management] = [await freePort(), await freePort()];
  const folder = mkdtempSync(join(tmpdir(), "pebble-"));
  const config = writeConfig(folder, loopback, { port, management }, options);
  const origin = `https://127.0.0.1:${port}`;
  const server: Server = await start(command, ["-config", config, "-dnsserver", dns, "-strict"], {
    port,
    ready: async () => (await ask(`${origin}/dir`)).length > 0,
    env: environment(options),
  });
  const root = async (chain: number) => await ask(`https://127.0.0.1:${management}/roots/${chain}`);
  return {
    directoryUrl: `${origin}/dir`,
    origin,
    setRenewalInfo: async (certificate, { start, end }) => {
      const ARIResponse = JSON.stringify({ suggestedWindow: { start: start.toISOString(), end: end.toISOString() } });
      await ask(`https://127.0.0.1:${management}/set-renewal-info/`, JSON.stringify({ Certificate: certificate, ARIResponse }));
    },
    rootName: async (chain) => new X509Certificate(await root(chain)).subject.replace("CN=", ""),
    root: async () => await root(0),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Ports = { readonly port: number; readonly management: number };

function writeConfig(folder: string, { key, cert }: Loopback, { port, management }: Ports, options: PebbleOptions): string {
  const [certificate, privateKey] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  writeFileSync(certificate, cert);
  writeFileSync(privateKey, key, { mode: 0o600 });
  const pebble = {
    listenAddress: `127.0.0.1:${port}`,
    managementListenAddress: `127.0.0.1:${management}`,
    certificate,
    privateKey,
    httpPort: 1,
    tlsPort: 1,
    keyAlgorithm: "ecdsa",
    externalAccountBindingRequired: options.bindings !== undefined,
    externalAccountMACKeys: options.bindings ?? {},
    profiles: Object.fromEntries(
      // moto's ACM reads a common name, as certificates of Let's Encrypt's `classic` have one.
      Object.entries(options.profiles ?? { default: 7_776_000 }).map(([name, validityPeriod]) => [
        name,
        { description: name, validityPeriod, promoteCommonName: true },
      ]),
    ),
  };
  const file = join(folder, "pebble.json");
  writeFileSync(file, JSON.stringify({ pebble }));
  return file;
}

const environment = (options: PebbleOptions): NodeJS.ProcessEnv => ({
  PEBBLE_VA_NOSLEEP: "1",
  PEBBLE_WFE_NONCEREJECT: String(options.refusedNonces ?? 0),
  PEBBLE_AUTHZREUSE: String(options.reusedAuthorizations ?? 0),
  PEBBLE_ALTERNATE_ROOTS: String(options.alternateRoots ?? 0),
});

/** By `node:https`: what loopback's certificate is trusted by, `fetch` may have read before. */
async function ask(url: string, body?: string): Promise<string> {
  return await new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { method: body === undefined ? "GET" : "POST", agent: false, headers: { "user-agent": "tests" } },
      async (incoming) => {
        const answer = await text(incoming);
        if (incoming.statusCode === 200) resolve(answer);
        else reject(new Error(`${url}: ${incoming.statusCode} ${answer}`));
      },
    );
    outgoing.on("error", reject).end(body);
  });
}
