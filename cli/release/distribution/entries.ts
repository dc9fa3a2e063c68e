/** One thing in an archive. */
export interface ArchiveEntry {
  /** The path as it is in the archive. */
  readonly path: string;
  readonly kind: "file" | "folder" | "link" | "other";
  readonly bytes: number;
  /** The target of a link. */
  readonly target?: string;
}

/** Looks at an entry; `read` gives a file's content, and can be called once, before the promise is settled. */
export type Visit = (entry: ArchiveEntry, read: () => Promise<Buffer>) => Promise<void>;

/** Why an archive cannot be read, as the end of a sentence. */
export class Unreadable extends Error {}
