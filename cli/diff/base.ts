import { existsSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fromJson, isRecord } from "../../domain/values.ts";
import { UserError } from "../offline/faults.ts";
import { type Project, readProject } from "../offline/project.ts";
import { git, gitOrFail } from "./git.ts";
import type { Temporary } from "./temporary.ts";

const LOCK = "package-lock.json";

/**
 * The project as it is at a git ref: checked out beside, with the packages of this one.
 * @throws UserError where there is no such ref, or its packages are others
 */
export function baseProject(project: Project, ref: string, { folder, undo }: Temporary): Project {
  const prefix = git(project.root, "rev-parse", "--show-prefix");
  if (prefix === undefined)
    throw new UserError(`--against ${ref}: this folder is not in a git repository, expected a file or a clone with that ref`);
  const commit = git(project.root, "rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`);
  if (commit === undefined)
    throw new UserError(
      `--against ${ref}: no such file, branch, tag or commit, expected one; a shallow clone has it after \`git fetch --unshallow\``,
    );
  checkPackages(project, ref, git(project.root, "show", `${commit}:${prefix}${LOCK}`));
  const tree = join(folder, "base");
  undo(() => {
    git(project.root, "worktree", "remove", "--force", tree);
    rmSync(tree, { recursive: true, force: true });
    git(project.root, "worktree", "prune");
  });
  gitOrFail(project.root, `--against ${ref}`, "worktree", "add", "--detach", "--quiet", tree, commit);
  const root = join(tree, prefix);
  if (!existsSync(join(root, "Pulumi.yaml"))) throw new UserError(`--against ${ref}: has no Pulumi.yaml, expected a ref with this project`);
  const packages = join(root, "node_modules");
  symlinkSync(join(project.root, "node_modules"), packages, "junction");
  // Before the tree goes, so that nothing ever follows it.
  undo(() => rmSync(packages, { force: true }));
  return readProject(root);
}

/** The packages that the ref's package.json names must be those installed here; what is installed beyond that does not matter. */
function checkPackages(project: Project, ref: string, lock: string | undefined): void {
  const here = packagesIn(readFileSync(join(project.root, LOCK), "utf8"));
  const there = packagesIn(lock ?? "");
  const names = Object.keys(recordOf(there[""]?.dependencies)).map((name) => `node_modules/${name}`);
  const others = names.filter((path) => here[path]?.version !== there[path]?.version);
  if (lock !== undefined && others.length === 0) return;
  const list = others.map((path) => path.slice("node_modules/".length)).join(", ");
  throw new UserError(
    `--against ${ref}: ${lock === undefined ? `has no ${LOCK}` : `needs other versions of ${list}`}, expected those installed here; in a clone of ` +
      `${ref} run \`npm ci\` and \`npx store preview STACK --graph base.json\`, and compare with that file`,
  );
}

function packagesIn(lock: string): Record<string, Record<string, unknown>> {
  const packages = Object.entries(recordOf(recordOf(fromJson(lock)).packages));
  return Object.fromEntries(packages.flatMap(([path, entry]) => (isRecord(entry) ? [[path, entry]] : [])));
}

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
