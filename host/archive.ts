import { createHash } from "node:crypto";
import { mkdirSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { HostFile } from "./node.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const compress = promisify(gzip);

/** A node's files as one archive. */
export interface HostArchive {
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** Packs files, sorted by path, without times: the same files are the same bytes on every machine. */
export async function packFiles(files: readonly HostFile[]): Promise<HostArchive> {
  const { pack } = await import("./tar.ts");
  const tar = pack();
  for (const { path, mode, owner = "root:root", content } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const [uname, gname] = owner.split(":");
    tar.entry({ name: path.slice(1), mode, uname, gname, uid: 0, gid: 0, mtime: new Date(0) }, content);
  }
  tar.finalize();
  const bytes = await compress(await buffer(tar), { level: 9 });
  // The system that packed it, which gzip notes down (RFC 1952, 2.3.1): unknown.
  bytes[9] = 255;
  return { sha256: createHash("sha256").update(bytes).digest("hex"), bytes };
}

/** Writes an archive under dist/, unless it is there; returns its path relative to the project's root: the state holds the same one everywhere. */
export function keepArchive({ sha256, bytes }: HostArchive): string {
  const path = join("dist/host", `${sha256}.tar.gz`);
  const file = join(root, path);
  if (statSync(file, { throwIfNoEntry: false })) return path;
  mkdirSync(dirname(file), { recursive: true });
  // Previews run side by side: none may see half a file.
  const half = `${file}.${process.pid}-${performance.now()}`;
  writeFileSync(half, bytes);
  renameSync(half, file);
  return path;
}
