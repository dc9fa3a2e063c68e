import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createZstdCompress } from "node:zlib";
import { type Pack, pack } from "tar-stream";
import { sumOf } from "./description.ts";
import { MAX_READ_BYTES, secretIn } from "./rules.ts";
import type { Entry } from "./tree.ts";

/** Name of the list of checksums in the archive, as `sha256sum --check` reads it. */
const MANIFEST = "release.sha256";

/** The archive that was written. */
export interface Archive {
  readonly sha256: string;
  readonly bytes: number;
  readonly files: number;
  /** Files with a secret in them. */
  readonly secrets: readonly { readonly path: string; readonly why: string }[];
}

type EntryHeader = Parameters<Pack["entry"]>[0];

/** A time that every folder and link has: 2001-09-09. */
const FIXED_SECONDS = 1_000_000_000;

/**
 * Writes `entries` of `folder` to the file `out`, a tar of its own compressed by zstd: the same entries give the same bytes, since
 * owners, modes and times are not the folder's. Memory does not grow with the folder. Rejects when a file changes meanwhile.
 */
export async function writeArchive(
  folder: string,
  entries: readonly Entry[],
  out: string,
  onFile: (count: number) => void,
): Promise<Archive> {
  const tar = pack();
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: 9, [constants.ZSTD_c_checksumFlag]: 1 } });
  const writing = pipeline(tar, zstd, counted, createWriteStream(out, { flags: "wx" }));
  // What goes wrong on one side ends the other.
  const filling = fill(tar, folder, entries, onFile).catch((error: unknown) => {
    tar.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [, { files, secrets }] = await Promise.all([writing, filling]);
  return { sha256: hash.digest("hex"), bytes, files, secrets };
}

async function fill(tar: Pack, folder: string, entries: readonly Entry[], onFile: (count: number) => void) {
  const sums: string[] = [];
  const secrets: { path: string; why: string }[] = [];
  for (const entry of entries) {
    if (entry.kind === "folder") await add(tar, { name: entry.path, type: "directory", mode: 0o755, mtime: timeOf() });
    else if (entry.kind === "link")
      await add(tar, { name: entry.path, type: "symlink", linkname: entry.target, mode: 0o777, mtime: timeOf() });
    else {
      const { sum, secret } = await addFile(tar, folder, entry);
      sums.push(`${sum}  ${entry.path}\n`);
      if (secret !== undefined) secrets.push({ path: entry.path, why: secret });
      onFile(sums.length);
    }
  }
  const manifest = Buffer.from(sums.join(""));
  await add(tar, { name: MANIFEST, size: manifest.length, mode: 0o644, mtime: timeOf() }, manifest);
  tar.finalize();
  return { files: sums.length, secrets };
}

async function addFile(tar: Pack, folder: string, { path, bytes, executable }: Entry & { readonly kind: "file" }) {
  const file = join(folder, path);
  const small = bytes <= MAX_READ_BYTES ? await readFile(file) : undefined;
  const sum = small ? createHash("sha256").update(small).digest("hex") : await sumOf(file);
  const header = { name: path, size: small?.length ?? bytes, mode: executable ? 0o755 : 0o644, mtime: timeOf(sum) };
  if (small) await add(tar, header, small);
  else await addLarge(tar, header, file);
  return { sum, secret: small && secretIn(path, small.toString("latin1")) };
}

/**
 * A file's time: it stands for what is in the file. nginx makes ETags of time and size, so that two releases with one time for all
 * would have browsers keep a changed script of the same length.
 */
const timeOf = (sum?: string): Date => new Date((FIXED_SECONDS + (sum === undefined ? 0 : Number.parseInt(sum.slice(0, 7), 16))) * 1000);

const owned = { uid: 0, gid: 0, uname: "root", gname: "root" } as const;

/** Adds an entry, and waits until what it filled is taken: a large tree would be in memory else. */
async function add(tar: Pack, header: EntryHeader, content?: Buffer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const entry = tar.entry({ ...header, ...owned }, (error) => (error ? reject(error) : resolve()));
    entry.once("error", reject).end(content);
  });
}

async function addLarge(tar: Pack, header: EntryHeader, file: string): Promise<void> {
  await pipeline(createReadStream(file), tar.entry({ ...header, ...owned }));
}

/** Files with a secret in them, without packing anything. */
export async function findSecrets(folder: string, entries: readonly Entry[]): Promise<Archive["secrets"]> {
  const found: { path: string; why: string }[] = [];
  for (const entry of entries) {
    if (entry.kind !== "file" || entry.bytes > MAX_READ_BYTES) continue;
    const why = secretIn(entry.path, await readFile(join(folder, entry.path), "latin1"));
    if (why !== undefined) found.push({ path: entry.path, why });
  }
  return found;
}
