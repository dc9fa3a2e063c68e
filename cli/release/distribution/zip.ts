import { type FileHandle, open } from "node:fs/promises";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import { type ArchiveEntry, Unreadable, type Visit } from "./entries.ts";

/*
 * Zip archives by their central directory, ZIP64 too (PKWARE's APPNOTE 6.3.10, 4.3 and 4.4). Only what distributions have: files that
 * are stored or deflated, not encrypted, in one volume.
 */

const inflate = promisify(inflateRaw);

/** Maximum bytes of a central directory that is read: half a million entries. */
const MAX_DIRECTORY_BYTES = 64 * 1024 ** 2;
/** The end of an archive: its record, and the longest comment. */
const MAX_END_BYTES = 22 + 0xffff;

/** Visits the entries of a zip archive. Rejects with {@link Unreadable} where it is none, or has what no distribution has. */
export async function visitZip(path: string, visit: Visit): Promise<void> {
  const file = await open(path);
  try {
    const directory = await directoryOf(file, (await file.stat()).size);
    for (let at = 0; at < directory.length; ) {
      if (directory.length - at < 46 || directory.readUInt32LE(at) !== 0x02014b50)
        throw new Unreadable("a zip whose list of files is damaged");
      const record = recordAt(directory, at);
      at += record.length;
      const target = record.entry.kind === "link" ? (await contentOf(file, record)).toString() : undefined;
      await visit({ ...record.entry, ...(target !== undefined && { target }) }, () => contentOf(file, record));
    }
  } finally {
    await file.close();
  }
}

async function directoryOf(file: FileHandle, size: number): Promise<Buffer> {
  const tail = await read(file, Math.max(0, size - MAX_END_BYTES), Math.min(size, MAX_END_BYTES));
  const at = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (at < 0 || tail.length - at < 22) throw new Unreadable("no zip");
  let [length, offset] = [tail.readUInt32LE(at + 12), tail.readUInt32LE(at + 16)];
  if (at >= 20 && tail.readUInt32LE(at - 20) === 0x07064b50) {
    const end = await read(file, Number(tail.readBigUInt64LE(at - 12)), 56);
    [length, offset] = [Number(end.readBigUInt64LE(40)), Number(end.readBigUInt64LE(48))];
  }
  if (length > MAX_DIRECTORY_BYTES) throw new Unreadable("a zip of more files than a distribution has");
  return await read(file, offset, length);
}

interface ZipRecord {
  readonly entry: ArchiveEntry;
  /** Bytes of the record itself. */
  readonly length: number;
  readonly method: number;
  readonly packed: number;
  readonly offset: number;
}

/** An entry of the central directory. */
function recordAt(directory: Buffer, at: number): ZipRecord {
  const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
  const length = 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  if (at + length > directory.length) throw new Unreadable("a zip whose list of files is damaged");
  const path = directory.toString("utf8", at + 46, at + 46 + (name ?? 0));
  if (directory.readUInt16LE(at + 8) & 1) throw new Unreadable("a zip that is encrypted");
  const long = longFields(directory.subarray(at + 46 + (name ?? 0), at + 46 + (name ?? 0) + (extra ?? 0)));
  const wide = (field: number) => {
    const value = directory.readUInt32LE(at + field);
    return value === 0xffffffff ? Number(long.shift() ?? 0n) : value;
  };
  // In the order of ZIP64's own fields.
  const [bytes, packed, offset] = [wide(24), wide(20), wide(42)];
  return { entry: { path, kind: kindOf(directory, at, path), bytes }, length, method: directory.readUInt16LE(at + 10), packed, offset };
}

/** The fields in the extra field of ZIP64, in order. */
function longFields(extra: Buffer): bigint[] {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    const field = extra.subarray(at + 4, at + 4 + extra.readUInt16LE(at + 2));
    return Array.from({ length: Math.floor(field.length / 8) }, (_, i) => field.readBigUInt64LE(i * 8));
  }
  return [];
}

/** The kind by Unix's mode where the archive was made on Unix, else by the name's end. */
function kindOf(directory: Buffer, at: number, path: string): ArchiveEntry["kind"] {
  const type = directory.readUInt8(at + 5) === 3 ? (directory.readUInt32LE(at + 38) >>> 28) & 0xf : 0;
  if (type === 0xa) return "link";
  if (path.endsWith("/")) return "folder";
  return type === 0 || type === 8 ? "file" : "other";
}

async function contentOf(file: FileHandle, { entry, method, packed, offset }: ZipRecord): Promise<Buffer> {
  const local = await read(file, offset, 30);
  const start = offset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
  const content = await read(file, start, packed);
  if (method === 0) return content;
  if (method !== 8) throw new Unreadable(`a zip with ${entry.path} packed in a way that is not known (${method})`);
  try {
    return await inflate(content, { maxOutputLength: Math.max(entry.bytes, 1) });
  } catch {
    throw new Unreadable(`a zip in which ${entry.path} is damaged`);
  }
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const content = Buffer.alloc(length);
  const { bytesRead } = await file.read(content, 0, length, position);
  if (bytesRead !== length) throw new Unreadable("a zip that ends too early");
  return content;
}
