import { existsSync } from "node:fs";
import { join } from "node:path";
import { stackFolder } from "../../stacks/folder.ts";
import { type StackVerdict, verdictOn } from "../check/verdict.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { readGraph } from "../offline/read-graph.ts";
import type { OwnReport } from "./own-report.ts";
import type { Judged } from "./review.ts";

/** Where a change's graphs and stack files are, and what its own policies say. */
export interface Change {
  readonly graphs: string;
  readonly settings: string;
  readonly own: OwnReport;
}

/** A graph's resources beside a verdict on them. */
export const readJudged = (file: string, verdict: StackVerdict): Judged => ({ resources: readGraph(file).deployment.resources, verdict });

/** Judges each stack of a change as one of this repository's, which no program of others is held to be. */
export function judgeChange(project: string, { graphs, settings, own }: Change): { judged: Judged[]; failures: string[] } {
  const folder = settingsIn(settings);
  const judged: Judged[] = [];
  const failures: string[] = [];
  for (const stack of folder.stacks) {
    try {
      if (!own.stacks.some((one) => one.stack === stack))
        throw new UserError(`${stack}: got no verdict of the change's own policies, expected one of each stack`);
      const file = join(graphs, `${stack}.json`);
      if (!existsSync(file)) throw new UserError(`${stack}: got no graph of it in the change, expected one of each stack`);
      const { resources } = readGraph(file).deployment;
      const stranger = resources.find(({ urn }) => !urn.startsWith(`urn:pulumi:${stack}::${project}::`));
      if (stranger || resources.length === 0)
        throw new UserError(`${file}: got ${stranger?.urn ?? "no resources"}, expected those of ${stack} in the project ${project}`);
      const context = { stack, file: `stacks/Pulumi.${stack}.yaml`, settings: folder.settingsOf(stack) };
      judged.push({ resources, verdict: verdictOn(resources, context) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failures.push(messageOf(error));
    }
  }
  return { judged, failures: [...failures, ...judged.flatMap(({ verdict }) => verdict.faults)] };
}

function settingsIn(path: string) {
  try {
    return stackFolder(path);
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${messageOf(error)}), expected the folder of the change's stack files`);
  }
}
