import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { bundledFrom } from "../../components/function/bundle.ts";
import type { Project } from "../offline/project.ts";
import { sumOf } from "./contents.ts";

const BUNDLES = "dist/functions";

/** Files that decide about bundles beside the folders that they are made from. */
const files = ["package-lock.json", "components/function/bundle.ts"];

/**
 * Gives `base` the bundles of functions of `project`, which has been previewed, where both make them of the same files: bundling takes
 * several times as long as a preview. Where anything differs, the base makes its own.
 */
export function lendBundles(project: Project, base: Project): void {
  const sums = [project, base].map(({ root }) =>
    [...bundledFrom, ...files].map((path) => (existsSync(join(root, path)) ? sumOf(join(root, path)) : "")),
  );
  if (sums[0]?.join() !== sums[1]?.join() || !existsSync(join(project.root, BUNDLES))) return;
  // As new files, so that they are newer than what has just been checked out.
  cpSync(join(project.root, BUNDLES), join(base.root, BUNDLES), { recursive: true });
}
