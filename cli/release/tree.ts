import { type Dirent, lstatSync, readdirSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";
import { UserError } from "../offline/faults.ts";
import { verdictOn } from "./rules.ts";

/** One thing of a release: its path from the folder, with slashes. */
export type Entry =
  | { readonly kind: "folder"; readonly path: string }
  | { readonly kind: "file"; readonly path: string; readonly bytes: number; readonly executable: boolean }
  | { readonly kind: "link"; readonly path: string; readonly target: string };

/** The contents of a folder, and remarks on them. */
export interface Tree {
  /** Sorted by path, folders before what is in them. */
  readonly entries: readonly Entry[];
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
  /** Paths that are refused. */
  readonly refused: readonly { readonly path: string; readonly why: string }[];
}

/** Reads all that is in `folder`. `allowed` are paths that are packed in any case. Throws where the folder cannot be read. */
export function readTree(folder: string, allowed: ReadonlySet<string>): Tree {
  const root = realpathSync(folder);
  const entries: Entry[] = [];
  const leftOut: Tree["leftOut"][number][] = [];
  const refused: Tree["refused"][number][] = [];
  // Not by recursion: a tree may be deep, and one that is not to be read must not end in a stack trace.
  const waiting: string[] = [""];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const found of readFolder(join(root, at))) {
      const path = at === "" ? found.name : `${at}/${found.name}`;
      const verdict = allowed.has(path) ? { take: true } : verdictOn(path);
      if ("leaveOut" in verdict) leftOut.push({ path, why: verdict.leaveOut });
      else if ("refuse" in verdict) refused.push({ path, why: verdict.refuse });
      else {
        const entry = entryOf(root, path, found);
        if ("why" in entry) refused.push(entry);
        else {
          entries.push(entry);
          if (entry.kind === "folder") waiting.push(path);
        }
      }
    }
  }
  return { entries: sorted(entries), leftOut: sorted(leftOut), refused: sorted(refused) };
}

// By code units, not by the machine's language: the same folder is the same archive everywhere.
const sorted = <T extends { readonly path: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

function readFolder(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${error instanceof Error ? error.message : String(error)}), expected a folder that can`);
  }
}

function entryOf(root: string, path: string, found: Dirent): Entry | { readonly path: string; readonly why: string } {
  if (found.isDirectory()) return { kind: "folder", path };
  if (found.isFile()) {
    const { size, mode } = lstatSync(join(root, path));
    return { kind: "file", path, bytes: size, executable: (mode & 0o100) !== 0 };
  }
  if (!found.isSymbolicLink()) return { path, why: "no file, folder or link" };
  const target = readlinkSync(join(root, path));
  if (isAbsolute(target)) return { path, why: `a link to an absolute path, ${target}` };
  const end = resolve(join(root, path), "..", target);
  if (relative(root, end).startsWith("..")) return { path, why: `a link out of the folder, to ${target}` };
  if (!statSync(end, { throwIfNoEntry: false })) return { path, why: `a link to nothing, ${target}` };
  return { kind: "link", path, target };
}
