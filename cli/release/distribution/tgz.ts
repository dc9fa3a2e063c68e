import { createReadStream } from "node:fs";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract, type Header } from "tar-stream";
import { messageOf, UserError } from "../../offline/faults.ts";
import { type ArchiveEntry, Unreadable, type Visit } from "./entries.ts";

/** Visits the entries of a gzipped tar one after the other, as they come. Rejects with {@link Unreadable} where it is none. */
export async function visitTgz(file: string, visit: Visit): Promise<void> {
  const tar = extract();
  const unpacking = pipeline(createReadStream(file), createGunzip(), tar);
  // Said below, by the one that comes first.
  unpacking.catch(() => undefined);
  try {
    for await (const entry of tar) {
      let taken = false;
      await visit(entryOf(entry.header), async () => {
        taken = true;
        return await buffer(entry);
      });
      if (!taken) entry.resume();
    }
    await unpacking;
  } catch (error) {
    tar.destroy();
    if (error instanceof UserError || error instanceof Unreadable) throw error;
    throw new Unreadable(`no gzipped tar (${messageOf(error)})`);
  }
}

const kinds: Readonly<Partial<Record<Header["type"], ArchiveEntry["kind"]>>> = {
  file: "file",
  "contiguous-file": "file",
  directory: "folder",
  symlink: "link",
};

function entryOf({ name, type, size, linkname }: Header): ArchiveEntry {
  const kind = kinds[type] ?? "other";
  return { path: name, kind, bytes: size, ...(kind === "link" && { target: linkname }) };
}
