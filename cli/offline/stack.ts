import { nothingKnown } from "./answers.ts";
import { UserError } from "./faults.ts";
import { type GraphResource, toGraphResources } from "./graph.ts";
import { type Program, runOffline, type StackConfig } from "./run.ts";

/** The graph of `program` for one stack, as before a first `pulumi up`. What the engine would refuse is a UserError, all at once. */
export async function stackGraph(program: Program, stack: StackConfig): Promise<GraphResource[]> {
  const { registrations, faults } = await runOffline(program, stack, nothingKnown);
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  return toGraphResources(registrations);
}
