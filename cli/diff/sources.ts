import { statSync } from "node:fs";
import { basename } from "node:path";
import { UserError } from "../offline/faults.ts";
import { listStacks, type Project } from "../offline/project.ts";

/** Something that a stack can be compared with, as the command line names it. */
export type Source =
  | { readonly kind: "stack" | "ref"; readonly name: string }
  /** A file in the form of a stack's; `stack` where its name says whose. */
  | { readonly kind: "settings"; readonly name: string; readonly stack?: string }
  /** Output of `pulumi stack export` or `store preview --graph`. */
  | { readonly kind: "graph"; readonly name: string };

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** A stack by its name, or a file. */
export function sourceOf(name: string, project: Project): Source {
  const stacks = listStacks(project);
  if (stacks.includes(name)) return { kind: "stack", name };
  if (isFile(name)) return fileSource(name);
  throw new UserError(`store diff: got ${name}, expected a file or one of the stacks ${stacks.join(", ") || "(there are none yet)"}`);
}

/** A file, or a ref of git. */
export function againstOf(name: string): Source {
  if (isFile(name)) return fileSource(name);
  if (/\.(json|ya?ml)$/.test(name)) throw new UserError(`--against ${name}: no such file, expected one, or a branch, tag or commit`);
  return { kind: "ref", name };
}

function fileSource(name: string): Source {
  if (!/\.ya?ml$/.test(name)) return { kind: "graph", name };
  const stack = /^Pulumi\.(.+)\.ya?ml$/.exec(basename(name))?.[1];
  return { kind: "settings", name, ...(stack !== undefined && { stack }) };
}
