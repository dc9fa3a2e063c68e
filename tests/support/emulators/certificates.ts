import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Makes an authority in a folder, and a server's certificate by it, for `name` or for `localhost` and 127.0.0.1: paths of PEM files. */
export function makeCertificates(folder: string, name?: string) {
  const [authority, authorityKey, certificate, key] = ["ca.pem", "ca.key", "server.pem", "server.key"].map((file) => join(folder, file));
  if (!authority || !authorityKey || !certificate || !key) throw new Error("no names for four files");
  const names = name ? `DNS:${name}` : "DNS:localhost,IP:127.0.0.1";
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  const extensions = join(folder, "server.ext");
  writeFileSync(extensions, `subjectAltName=${names}\nbasicConstraints=CA:FALSE\n`);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  // A name of its own: who trusts several finds the right one by it.
  const subject = `/CN=Authority of a test ${randomUUID()}`;
  openssl("req", "-x509", ...ec, "-keyout", authorityKey, "-out", authority, "-subj", subject);
  const request = join(folder, "server.csr");
  openssl("req", ...ec.slice(0, 5), "-keyout", key, "-out", request, "-subj", "/CN=server of a test");
  const signing = ["-CA", authority, "-CAkey", authorityKey, "-CAcreateserial", "-days", "2", "-extfile", extensions];
  openssl("x509", "-req", "-in", request, ...signing, "-out", certificate);
  return { authority, certificate, key };
}
