import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isRecord } from "../../domain/values.ts";
import { evaluate } from "./evaluate.ts";
import { messageOf, UserError } from "./faults.ts";
import type { Project } from "./project.ts";
import type { Program } from "./run.ts";

let runs = 0;

/**
 * The program that Pulumi runs for `project`: the file that `main` names, its default export called if it is a function. The file is
 * evaluated again in each run, since what it creates outside of a function belongs to one stack; what it imports is loaded once. The
 * folder of the stack files is handed over, where it may differ from the one beside the program.
 */
export function programOf(project: Project): Program {
  const file = pathToFileURL(mainFile(project)).href;
  return async () => {
    const loaded = await evaluate(file, ++runs);
    const main = "default" in loaded ? loaded.default : loaded;
    return typeof main === "function" ? await main(project.stacks) : main;
  };
}

/** Finds the main file as Pulumi does: Pulumi.yaml's `main` is a file, or the folder to start from; a folder's package.json names the file. */
function mainFile({ root, main }: Project): string {
  const start = main === undefined ? root : join(root, main);
  if (main !== undefined && !statSync(start, { throwIfNoEntry: false })?.isDirectory()) return existing(start, "Pulumi.yaml: main");
  const file = join(start, "package.json");
  const named = mainIn(file);
  if (named === undefined) throw new UserError(`${file}: main is missing, expected the file that Pulumi runs, such as stacks/index.ts`);
  return existing(join(start, named), `${file}: main`);
}

function mainIn(file: string): string | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isRecord(content) && typeof content.main === "string" ? content.main : undefined;
  } catch (error) {
    throw new UserError(`${file}: cannot be read (${messageOf(error)}), expected a package.json whose main is the file that Pulumi runs`);
  }
}

function existing(file: string, where: string): string {
  if (statSync(file, { throwIfNoEntry: false })?.isFile()) return file;
  throw new UserError(`${where}: got ${file}, which is not a file, expected the file that Pulumi runs`);
}
