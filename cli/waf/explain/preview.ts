// Before everything that imports the SDK.
import "../../offline/sdk.ts";
import { messageOf, UserError } from "../../offline/faults.ts";
import type { GraphResource } from "../../offline/graph.ts";
import { guarded } from "../../offline/guard.ts";
import { programOf } from "../../offline/program.ts";
import { type Project, readStackConfig } from "../../offline/project.ts";
import { stackGraph } from "../../offline/stack.ts";

/**
 * The graph of a stack, previewed offline.
 * @throws UserError with what the program or its settings say
 */
export async function previewed(project: Project, stack: string): Promise<GraphResource[]> {
  const config = readStackConfig(project, stack);
  const program = programOf(project);
  const folder = process.cwd();
  // The program may name files, and Pulumi runs it from here; the caller's files are meant from where the caller is.
  process.chdir(project.root);
  try {
    return await guarded(() => stackGraph(program, config));
  } catch (error) {
    throw new UserError(messageOf(error));
  } finally {
    process.chdir(folder);
  }
}
