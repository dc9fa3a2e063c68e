import { UserError } from "../offline/faults.ts";
import { readGraph } from "../offline/read-graph.ts";
import type { Checked, CheckOptions } from "./command.ts";
import { verdictOn } from "./verdict.ts";

/** Judges the graph in a file. */
export async function checkGraph({ names, all, against }: CheckOptions, file: string): Promise<Checked> {
  const others = [...names, ...(all ? ["--all"] : []), ...(against === undefined ? [] : [`--against ${against}`])].join(", ");
  if (others !== "") throw new UserError(`store check: got --graph and ${others}, expected one or the other`);
  const { deployment, interrupted } = readGraph(file);
  const stack = deployment.resources[0]?.urn.split("::")[0]?.split(":").at(-1) ?? file;
  return { stacks: [verdictOn(deployment.resources, { stack, file, interrupted })], failures: [] };
}
