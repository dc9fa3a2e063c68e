import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import type { Folder } from "./settings/across/folder.ts";
import { valueAt } from "./settings/faults.ts";
import { type PlacedFault, placeFaults } from "./settings/places.ts";

/** The stack files in a folder, each read once, when it is first asked for. */
export function stackFolder(path: string): Folder {
  const stacks = readdirSync(path)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
  const there = new Set(stacks);
  const known = new Map<string, unknown>();
  return {
    stacks,
    settingsOf: (stack) => {
      if (!there.has(stack)) return undefined;
      if (!known.has(stack)) known.set(stack, readSettings(`${path}/Pulumi.${stack}.yaml`));
      return known.get(stack);
    },
  };
}

/** Null where a file is no YAML or has no settings: `store check` says how. */
function readSettings(file: string): unknown {
  try {
    return valueAt(parse(readFileSync(file, "utf8")), ["config", "xcart-hosting:settings"]) ?? null;
  } catch {
    return null;
  }
}

/**
 * Faults of a stack's settings with their places in its file in `folder`; without lines where the file cannot be read.
 * @default root - the repository's
 */
export function placedIn(folder: string, stack: string, faults: readonly string[], root = join(import.meta.dirname, "..")): PlacedFault[] {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  return placeFaults(faults, { path: shownPath(root, file), text: textOf(file) });
}

/** A file's path from `root`, with slashes, or the whole path of one outside. */
export function shownPath(root: string, file: string): string {
  const place = relative(root, file);
  return (place.startsWith("..") ? file : place).replaceAll("\\", "/");
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
