import { existsSync } from "node:fs";
import { join } from "node:path";
import { stackFolder } from "../../stacks/folder.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { type StackVerdict, verdictOn } from "../check/verdict.ts";
import { rulesIn } from "../diff/rules.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import { readGraph } from "../offline/read-graph.ts";
import type { Judged, Stacks } from "./effects.ts";
import type { OwnReport } from "./own-report.ts";
import type { Unread } from "./review.ts";

/** The change's graphs, stack files and own verdict. */
export interface Change {
  readonly graphs: string;
  readonly settings: string;
  readonly own: OwnReport;
}

/** A change's stacks, and of which settings this version's program could not be made. */
export interface JudgedChange extends Stacks {
  readonly unread: readonly Unread[];
}

/** A verdict beside the graph that it is on and the settings that the graph is made of, `raw` as they stand in the stack's file. */
export function judgedOf(file: string, verdict: StackVerdict, { project, raw }: { project: string; raw: unknown }): Judged {
  const config = { [`${project}:settings`]: JSON.stringify(raw ?? null) };
  const rules = rulesIn({ project, stack: verdict.stack, config, secretKeys: [] });
  return { verdict, rules, graphOf: () => readGraph(file).deployment.resources };
}

/**
 * Judges each stack of a change as one of this repository's, which no program of others is held to be, and by what its settings say: its
 * program's word for that is not believed.
 */
export function judgeChange(project: string, { graphs, settings, own }: Change): JudgedChange {
  const folder = settingsIn(settings);
  const judged: Judged[] = [];
  const failures: string[] = [];
  const unread: Unread[] = [];
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
      const raw = folder.settingsOf(stack);
      const verdict = verdictOn(resources, { stack, file: `stacks/Pulumi.${stack}.yaml`, settings: raw });
      unread.push(...(parseSettings(stack, raw).faults ?? []).map((fault) => ({ stack, fault })));
      judged.push(judgedOf(file, verdict, { project, raw }));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failures.push(messageOf(error));
    }
  }
  return { names: folder.stacks, judged, unread, failures: [...failures, ...judged.flatMap(({ verdict }) => verdict.faults)] };
}

function settingsIn(path: string) {
  try {
    return stackFolder(path);
  } catch (error) {
    throw new UserError(`${path}: cannot be read (${messageOf(error)}), expected the folder of the change's stack files`);
  }
}
