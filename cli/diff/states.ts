// Before everything that imports the SDK.
import "../offline/sdk.ts";
import { isUnknown } from "../../domain/graph-values.ts";
import { messageOf, UserError } from "../offline/faults.ts";
import type { GraphResource } from "../offline/graph.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { listStacks, type Project, readConfigFile, readStackConfig } from "../offline/project.ts";
import { readGraph } from "../offline/read-graph.ts";
import type { StackConfig } from "../offline/run.ts";
import { stackGraph } from "../offline/stack.ts";
import { isResource } from "../preview/tree.ts";
import { type Rules, rulesIn } from "./rules.ts";
import type { Source } from "./sources.ts";

/** A stack as it is, or would be. */
export interface State {
  /** Undefined where nothing says whose it is. */
  readonly stack?: string | undefined;
  readonly resources: readonly GraphResource[];
  /** Whether it is an export, which knows what AWS made up. */
  readonly deployed: boolean;
  /** Limits of the source, one sentence each. */
  readonly notes: readonly string[];
  /** The rules of its settings; absent for a graph, whose settings are elsewhere. */
  readonly rules?: Rules;
}

/** The state that a source describes; a file of settings that names no stack is for `stack`. */
export async function stateOf(source: Source, project: Project, stack: string): Promise<State> {
  switch (source.kind) {
    case "graph":
      return exportedState(source.name, project);
    case "settings":
      return await previewed(project, readConfigFile(project, source.stack ?? stack, source.name), source.name);
    default:
      return await previewed(project, readStackConfig(project, source.name), source.name);
  }
}

/** A stack in the base's code and settings; nothing where the base has no such stack. */
export async function baseState(base: Project, stack: string, ref: string): Promise<State> {
  if (!listStacks(base).includes(stack)) return { stack, resources: [], deployed: false, notes: [`${ref} has no stack ${stack}.`] };
  return await previewed(base, readStackConfig(base, stack), `${stack} at ${ref}`);
}

/** `label` begins the sentences about what is wrong. */
async function previewed(project: Project, config: StackConfig, label: string): Promise<State> {
  // The program may name files, and Pulumi runs it from its folder.
  const folder = process.cwd();
  process.chdir(project.root);
  try {
    const program = programOf(project);
    const resources = await guarded(() => stackGraph(program, config));
    return { stack: config.stack, resources, deployed: false, notes: [], rules: rulesIn(config) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const message = messageOf(error);
    throw new UserError(message.startsWith(`${config.stack}:`) ? `${label}${message.slice(config.stack.length)}` : `${label}: ${message}`);
  } finally {
    process.chdir(folder);
  }
}

/** Reads an export of this project: another project's stack of the same name would seem to lose all that it has. */
function exportedState(file: string, project: Project): State {
  const { deployment, interrupted } = readGraph(file);
  const resources = deployment.resources;
  const [, , stack, , name] = resources[0]?.urn.split(":") ?? [];
  if (name !== undefined && name !== project.name)
    throw new UserError(`${file}: got the project ${name}, expected a stack of ${project.name}`);
  const notes = interrupted.map((what) => `${file}: an update was cut off while ${what}, which is not compared.`);
  return { stack, resources, deployed: resources.filter(isResource).every(({ id }) => !isUnknown(id)), notes };
}
