import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificates } from "./certificates.ts";
import { program } from "./programs.ts";
import { freePort, type Server, start } from "./server.ts";

/** A mail as the provider took it. */
export interface Taken {
  readonly sender: string;
  readonly recipients: readonly string[];
  /** Each byte a character. */
  readonly content: string;
  readonly tls: boolean;
  readonly user: string;
}

/** A mail provider of a test's own, on loopback: TLS, user `store`, password `aTestsPassword`. */
export interface SmtpProvider extends Server {
  /** PEM file of the authority that signed its certificate, which is for `localhost` and 127.0.0.1. */
  readonly authority: string;
  /** Its certificates, which outlive it. */
  readonly certificates: ReturnType<typeof makeCertificates>;
  taken(): Taken[];
  /** Whether it refuses mails to `busy@…` for now. */
  setBusy(busy: boolean): void;
}

/** How a provider is. */
interface SmtpOptions {
  /** TLS from the first byte. @default - after STARTTLS */
  readonly implicit?: boolean;
  /** @default - a free one */
  readonly port?: number;
  /** Comes back where another one was, as the same. @default - one of its own */
  readonly of?: Pick<SmtpProvider, "port" | "certificates">;
}

/** Starts a provider. */
export async function smtpProvider({ implicit = false, port, of }: SmtpOptions = {}): Promise<SmtpProvider> {
  await program("aiosmtpd");
  const folder = mkdtempSync(join(tmpdir(), "xcart-smtp-"));
  const certificates = of?.certificates ?? makeCertificates(mkdtempSync(join(tmpdir(), "xcart-smtp-tls-")));
  const { authority, certificate, key } = certificates;
  const at = of?.port ?? port ?? (await freePort());
  const script = join(import.meta.dirname, "python/smtp_server.py");
  const args = [script, folder, String(at), certificate, key, implicit ? "implicit" : "starttls"];
  // Debian's own Python, which has the package.
  const server = await start("/usr/bin/python3", args, { port: at, ready: () => answers(at) });
  const stop = async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const busy = join(folder, "busy");
  return {
    ...server,
    stop,
    authority,
    certificates,
    taken: () => files(folder).map((file) => JSON.parse(readFileSync(join(folder, file), "utf8"))),
    setBusy: (is) => (is ? writeFileSync(busy, "") : rmSync(busy, { force: true })),
  };
}

const files = (folder: string) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => /^\d+\.json$/.test(file))
        .sort()
    : [];

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect({ host: "127.0.0.1", port }, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
