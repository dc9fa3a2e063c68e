// Before everything that imports the SDK.
import "../offline/sdk.ts";
import { messageOf } from "../offline/faults.ts";
import { toGraph, writeGraph } from "../offline/graph.ts";
import { guarded } from "../offline/guard.ts";
import type { Project } from "../offline/project.ts";
import { readStackConfig } from "../offline/project.ts";
import { loadProgram, stackGraph } from "../offline/stack.ts";
import { type Preview, summarize } from "./preview.ts";

/** One stack to preview. */
export interface StackJob {
  readonly stack: string;
  /** Where to write its graph; nowhere by default. */
  readonly graph?: string;
}

/** What came of it: either a preview or why there is none, in one or more lines for people. */
export type StackResult =
  | { readonly stack: string; readonly preview: Preview; readonly failure?: undefined }
  | { readonly stack: string; readonly failure: string; readonly preview?: undefined };

/** Previews one stack of `project` in this process. Never rejects; writes the graph only when all went well. */
export async function previewStack(project: Project, { stack, graph }: StackJob): Promise<StackResult> {
  try {
    const config = readStackConfig(project, stack);
    const program = await loadProgram();
    const resources = await guarded(() => stackGraph(program, config));
    if (graph !== undefined) writeGraph(graph, toGraph(resources, new Date()));
    return { stack, preview: summarize(stack, resources) };
  } catch (error) {
    return { stack, failure: messageOf(error) };
  }
}
