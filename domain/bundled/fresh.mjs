// Plain JavaScript: stripping types of what decides whether types have to be stripped would cost what it saves.
import { lstatSync, readFileSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { markOf } from "./mark.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * The address of what `recipe` starts with, made of one bundle that says what the sources say now, with Node's compile cache beside it.
 * Makes the bundle where there is none, or a file that went into it is another one by now. Undefined where none can be made, the packages
 * are another checkout's, or the environment has STORE_SOURCE=1: then the sources run as they are.
 */
export async function bundled(recipe) {
  if (process.env.STORE_SOURCE === "1" || arePackagesShared()) return undefined;
  const folder = join(root, "node_modules/.cache/bundles", recipe);
  const build = freshBuild(folder) ?? (await made(recipe, folder));
  if (build === undefined) return undefined;
  cacheCode(join(folder, build, "code"));
  return pathToFileURL(join(folder, build, `${recipe}.mjs`)).href;
}

/** Checkouts that share their packages would take each other's place in the cache. */
function arePackagesShared() {
  return lstatSync(join(root, "node_modules"), { throwIfNoEntry: false })?.isSymbolicLink() ?? true;
}

/** Has Node keep compiled code in `folder`, also in worker processes. */
export function cacheCode(folder) {
  module.enableCompileCache(folder);
  process.env.NODE_COMPILE_CACHE = folder;
}

/** The bundle in `folder` that says what the sources say now. */
export function freshBuild(folder) {
  try {
    const { build, node, place, inputs } = JSON.parse(readFileSync(join(folder, "current.json"), "utf8"));
    if (node !== process.version || place !== root) return undefined;
    return inputs.every(([path, mark]) => markOf(join(root, path)) === mark) ? build : undefined;
  } catch {
    // None was made yet.
    return undefined;
  }
}

async function made(recipe, folder) {
  try {
    const { makeBundle } = await import("./make.ts");
    return await makeBundle(recipe, folder);
  } catch {
    // A fault in a source, or a folder that cannot be written: the sources say it themselves, or run as they are.
    return undefined;
  }
}
