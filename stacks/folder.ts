import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Folder } from "./settings/across/folder.ts";
import { valueAt } from "./settings/faults.ts";

/** The stack files in a folder, each read once as long as it stays the same: a fleet's stacks are all compared with each other. */
export function stackFolder(path: string): Folder {
  const stacks = readdirSync(path)
    .flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? [])
    .sort();
  return { stacks, settingsOf: (stack) => (stacks.includes(stack) ? settingsIn(join(path, `Pulumi.${stack}.yaml`)) : undefined) };
}

const known = new Map<string, { readonly version: string; readonly settings: unknown }>();

function settingsIn(file: string): unknown {
  const { mtimeMs, size } = statSync(file);
  const version = `${mtimeMs} ${size}`;
  const found = known.get(file);
  if (found?.version === version) return found.settings;
  const settings = readSettings(file);
  known.set(file, { version, settings });
  return settings;
}

/** Null where a file is no YAML or has no settings: `store check` says how. */
function readSettings(file: string): unknown {
  try {
    return valueAt(parse(readFileSync(file, "utf8")), ["config", "xcart-hosting:settings"]) ?? null;
  } catch {
    return null;
  }
}
