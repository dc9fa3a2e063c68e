import { resolve } from "node:path";
import { ownProject, type Project } from "../offline/project.ts";
import { run, selectStacks } from "../preview/command.ts";
import { fileFaultsIn } from "../preview/results.ts";
import type { Checked, CheckOptions } from "./command.ts";

/** Previews the stacks that the options name, offline, and judges them. */
export async function checkStacks(options: CheckOptions): Promise<Checked> {
  const project: Project = ownProject(options.stacks && resolve(options.stacks));
  const { names, all, against } = options;
  const jobs = selectStacks("store check", { names, ...(all && { all }) }, project).map((job) => ({ ...job, check: true }));
  // The program may name files, and Pulumi runs it from here.
  process.chdir(project.root);
  const results = await run(project, jobs);
  const judged = results.flatMap(({ stack, verdict }) => (verdict ? [stack] : []));
  const refused = against === undefined ? [] : await (await import("./refusals.ts")).refusedSince(against, judged, project);
  return {
    stacks: results.flatMap(({ verdict }) => verdict ?? []),
    failures: results.flatMap(({ failure }) => failure ?? []),
    fileFaults: fileFaultsIn(results),
    refused,
  };
}
