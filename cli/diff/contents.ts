import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { SIGNATURE } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { GraphResource } from "../offline/graph.ts";

/**
 * The graph with a sum of what is in each file and folder that it names, as a function's code is: by its path alone code that changes
 * would be the same. Paths are from `root`, where the program has written them.
 */
export function withContents(graph: readonly GraphResource[], root: string): GraphResource[] {
  return graph.map((resource) => {
    const inputs = Object.entries(resource.inputs ?? {}).map(([key, value]) => [key, summed(value, root)] as const);
    return { ...resource, inputs: Object.fromEntries(inputs) };
  });
}

/** Assets are whole inputs: of functions, of objects in buckets. */
function summed(value: unknown, root: string): unknown {
  if (!isRecord(value) || !(SIGNATURE in value) || typeof value.path !== "string") return value;
  const path = join(root, value.path);
  return statSync(path, { throwIfNoEntry: false }) ? { ...value, contents: sumOf(path) } : value;
}

/** A sum of a file, or of all files in a folder with their paths. */
export function sumOf(path: string): string {
  const hash = createHash("sha256");
  for (const file of filesIn(path))
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(path, file)))
      .update("\0");
  return `sha256:${hash.digest("hex")}`;
}

/** The files in a folder, from it; of a file only itself. */
function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [""];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();
}
