import { basename, dirname, relative, resolve } from "node:path";
import { UserError } from "./faults.ts";
import type { Project } from "./project.ts";

/**
 * The stack that is meant by its name or by its file, as a shell completes it: `demo-prod`, `stacks/Pulumi.demo-prod.yaml`,
 * `Pulumi.demo-prod.yaml`, `demo-prod.yaml`. Throws a UserError for a file that is not the project's, instead of showing another stack.
 */
export function stackOf(given: string, project: () => Project): string {
  const name = /^(?:Pulumi\.)?(.+)\.ya?ml$/.exec(basename(given))?.[1];
  if (name === undefined) return given;
  const { root, stacks } = project();
  const folder = dirname(given);
  if (folder === "." || resolve(folder) === resolve(stacks) || resolve(root, folder) === resolve(stacks)) return name;
  const own = relative(process.cwd(), stacks) || ".";
  throw new UserError(
    `${given}: got a file outside of ${own}, expected the name of a stack, or its file there; --stacks ${folder} reads that folder`,
  );
}
