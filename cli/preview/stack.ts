import { readFileSync } from "node:fs";
import { join } from "node:path";
// Before everything that imports the SDK.
import "../offline/sdk.ts";
import { fromJson } from "../../domain/values.ts";
import { shownPath } from "../../stacks/folder.ts";
import { estimateOf, stackCostOf } from "../cost/estimate.ts";
import { messageOf, traceOf, UserError } from "../offline/faults.ts";
import { toGraph, writeGraph } from "../offline/graph.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { type Project, readStackConfig } from "../offline/project.ts";
import { stackGraph } from "../offline/stack.ts";
import { summarize } from "./preview.ts";
import type { StackJob, StackResult } from "./results.ts";

/**
 * Previews one stack of `project` in this process. Never rejects; writes the graph only when all went well. `load` finds the
 * program, by default the one that Pulumi runs; `onPhase` hears what is being done.
 */
export async function previewStack(
  project: Project,
  { stack, graph, check, cost, resources: wanted }: StackJob,
  load = programOf,
  onPhase: (phase: string) => void = () => {},
): Promise<StackResult> {
  try {
    onPhase(`previewing ${stack}`);
    const config = readStackConfig(project, stack);
    // Its many small files are read while the program's are.
    const asked = check ? Promise.all([import("../check/verdict.ts"), import("../check/places.ts")]) : undefined;
    const program = load(project);
    const resources = await guarded(() => stackGraph(program, config)).catch((error: unknown) => Promise.reject(named(stack, error)));
    if (graph !== undefined) writeGraph(graph, toGraph(resources, new Date()));
    const month = stackCostOf(resources, config);
    const preview = summarize(stack, resources, month);
    if (cost) return { stack, preview, cost: estimateOf(resources, config, month) };
    if (!asked) return { stack, preview };
    const [{ policyFacts, verdictOn }, { placed }] = await asked;
    onPhase(`asking ${Object.keys(policyFacts()).length} policies about ${stack}`);
    const settings = fromJson(config.config[`${project.name}:settings`] ?? "");
    const file = join(project.stacks, `Pulumi.${stack}.yaml`);
    const verdict = verdictOn(resources, { stack, file: shownPath(project.root, file), settings });
    return { stack, preview, verdict: placed(verdict, readFileSync(file, "utf8")), ...(wanted && { resources }) };
  } catch (error) {
    // What is neither a person's fault nor the running program's is ours, and needs its trace.
    if (!(error instanceof UserError)) return { stack, failure: `${stack}: ${traceOf(error)}` };
    return { stack, failure: error.message, ...(error.faults.length > 0 && { faults: error.faults }) };
  }
}

/** Adds the stack to an error of its program. */
function named(stack: string, error: unknown): UserError {
  const message = messageOf(error);
  return new UserError(message.startsWith(`${stack}:`) ? message : `${stack}: ${message}`, {
    faults: error instanceof UserError ? error.faults : [],
  });
}
