import { join, relative } from "node:path";
// Before everything that imports the SDK.
import "../offline/sdk.ts";
import { fromJson } from "../../domain/values.ts";
import type { StackVerdict } from "../check/verdict.ts";
import { estimateOf, type StackCost, stackCostOf } from "../cost/estimate.ts";
import { messageOf, traceOf, UserError } from "../offline/faults.ts";
import { toGraph, writeGraph } from "../offline/graph.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { type Project, readStackConfig } from "../offline/project.ts";
import { stackGraph } from "../offline/stack.ts";
import { type Preview, summarize } from "./preview.ts";

/** One stack to preview. */
export interface StackJob {
  readonly stack: string;
  /** Where to write its graph; nowhere by default. */
  readonly graph?: string;
  /** Also ask the policies. @default false */
  readonly check?: boolean;
  /** Also estimate its costs line by line. @default false */
  readonly cost?: boolean;
}

/** What came of it: either a preview or why there is none, in one or more lines for people. */
export type StackResult =
  | {
      readonly stack: string;
      readonly preview: Preview;
      readonly verdict?: StackVerdict;
      readonly cost?: StackCost;
      readonly failure?: undefined;
    }
  | {
      readonly stack: string;
      readonly failure: string;
      readonly preview?: undefined;
      readonly verdict?: undefined;
      readonly cost?: undefined;
    };

/**
 * Previews one stack of `project` in this process. Never rejects; writes the graph only when all went well. `load` finds the
 * program, by default the one that Pulumi runs; `onPhase` hears what is being done.
 */
export async function previewStack(
  project: Project,
  { stack, graph, check, cost }: StackJob,
  load = programOf,
  onPhase: (phase: string) => void = () => {},
): Promise<StackResult> {
  try {
    onPhase(`previewing ${stack}`);
    const config = readStackConfig(project, stack);
    // Its many small files are read while the program's are.
    const asked = check ? import("../check/verdict.ts") : undefined;
    const program = load(project);
    const resources = await guarded(() => stackGraph(program, config)).catch((error: unknown) => Promise.reject(named(stack, error)));
    if (graph !== undefined) writeGraph(graph, toGraph(resources, new Date()));
    const month = stackCostOf(resources, config);
    const preview = summarize(stack, resources, month);
    if (cost) return { stack, preview, cost: estimateOf(resources, config, month) };
    if (!asked) return { stack, preview };
    const { policyFacts, verdictOn } = await asked;
    onPhase(`asking ${Object.keys(policyFacts()).length} policies about ${stack}`);
    const settings = fromJson(config.config[`${project.name}:settings`] ?? "");
    return { stack, preview, verdict: verdictOn(resources, { stack, file: stackFile(project, stack), settings }) };
  } catch (error) {
    // What is neither a person's fault nor the running program's is ours, and needs its trace.
    return { stack, failure: error instanceof UserError ? error.message : `${stack}: ${traceOf(error)}` };
  }
}

/** The path of a stack's file from the repository's root, or the whole path of one outside. */
function stackFile(project: Project, stack: string): string {
  const file = join(project.stacks, `Pulumi.${stack}.yaml`);
  const place = relative(project.root, file);
  return (place.startsWith("..") ? file : place).replaceAll("\\", "/");
}

/** What a program throws does not always say in which stack. */
function named(stack: string, error: unknown): UserError {
  const message = messageOf(error);
  return new UserError(message.startsWith(`${stack}:`) ? message : `${stack}: ${message}`);
}
