import { spawnSync } from "node:child_process";
import { UserError } from "../offline/faults.ts";

/** The output of a git command, without the last line break; undefined where it failed. */
export function git(root: string, ...args: readonly string[]): string | undefined {
  const { status, stdout } = run(root, args);
  return status === 0 ? stdout.replace(/\n$/, "") : undefined;
}

/** The same of a command that has to succeed; `what` begins the sentence about one that does not. */
export function gitOrFail(root: string, what: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = run(root, args);
  if (status === 0) return stdout.replace(/\n$/, "");
  throw new UserError(`${what}: git ${args[0]} failed (${stderr.trim().split("\n").at(-1)}), expected it to succeed`);
}

function run(root: string, args: readonly string[]) {
  // A hook of git's sets these for its own repository and index. Hooks of others have nothing to do with a look.
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env;
  const options = { encoding: "utf8", env, maxBuffer: 1 << 28 } as const;
  const result = spawnSync("git", ["-c", "core.hooksPath=/dev/null", "-C", root, ...args], options);
  if (result.error)
    throw new UserError(`git: cannot be run (${result.error.message}), expected it on PATH, since it holds the version to compare with`);
  return result;
}
