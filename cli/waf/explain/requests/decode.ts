import { closeSync, createReadStream, createWriteStream, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { messageOf, UserError } from "../../../offline/faults.ts";

/** A file of text in UTF-8, which can be read from anywhere. */
export interface PlainFile {
  readonly path: string;
  /** Bytes at its beginning that are no text. */
  readonly start: number;
  /** Removes what was made of it. */
  release(): void;
}

/**
 * A file as UTF-8: what is packed with gzip is unpacked, what Windows' shells write in UTF-16 is translated, into a folder of its own.
 * @throws UserError where it cannot be read
 */
export async function plainFile(file: string): Promise<PlainFile> {
  const folder = mkdtempSync(join(tmpdir(), "store-requests-"));
  const release = () => rmSync(folder, { recursive: true, force: true });
  try {
    return { ...(await decoded(file, folder)), release };
  } catch (error) {
    release();
    if (error instanceof UserError) throw error;
    throw new UserError(`--requests: ${file} cannot be read (${messageOf(error)}), expected a file of requests`);
  }
}

async function decoded(file: string, folder: string): Promise<Omit<PlainFile, "release">> {
  let path = file;
  // A pipe can be read only once, and from its beginning.
  if (!statSync(path).isFile()) path = await copied(path, join(folder, "copied"));
  if (
    beginning(path)
      .subarray(0, 2)
      .equals(Buffer.from([0x1f, 0x8b]))
  )
    path = await unpacked(path, join(folder, "unpacked"));
  const head = beginning(path);
  if (head.subarray(0, 2).toString("latin1") === "PK") throw new UserError(`${file}: got a ZIP archive, expected the file in it`);
  const encoding = utf16(head);
  if (encoding !== undefined) path = await translated(path, join(folder, "translated"), encoding);
  return { path, start: beginning(path).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? 3 : 0 };
}

function beginning(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(3);
    return head.subarray(0, readSync(file, head, 0, head.length, 0));
  } finally {
    closeSync(file);
  }
}

/** Known by the mark at its beginning, or by the zero beside its first letter. */
function utf16([first, second]: Buffer): "utf-16le" | "utf-16be" | undefined {
  if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0 && second !== undefined) ? "utf-16be" : undefined;
}

async function copied(from: string, to: string): Promise<string> {
  await pipeline(createReadStream(from), createWriteStream(to));
  return to;
}

async function unpacked(from: string, to: string): Promise<string> {
  await pipeline(createReadStream(from), createGunzip(), createWriteStream(to));
  return to;
}

async function translated(from: string, to: string, encoding: string): Promise<string> {
  const decoder = new TextDecoder(encoding);
  async function* toUtf8(chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  }
  await pipeline(createReadStream(from), toUtf8, createWriteStream(to));
  return to;
}
