import { readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Folder } from "./settings/across/folder.ts";
import { valueAt } from "./settings/faults.ts";

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
