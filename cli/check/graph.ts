import { UserError } from "../offline/faults.ts";
import { readGraph } from "../offline/graph.ts";
import type { Checked, CheckOptions } from "./command.ts";
import { verdictOn } from "./verdict.ts";

/** Judges the graph in a file. */
export async function checkGraph({ names, all }: CheckOptions, file: string): Promise<Checked> {
  const others = [...names, ...(all ? ["--all"] : [])].join(", ");
  if (others !== "") throw new UserError(`store check: got --graph and ${others}, expected one or the other`);
  const { resources } = readGraph(file).deployment;
  const [first] = resources;
  if (first === undefined) throw new UserError(`${file}: got a graph without resources, expected what there is to check`);
  const stack = first.urn.split("::")[0]?.split(":").at(-1) ?? "";
  return { stacks: [verdictOn(resources, { stack, file })], failures: [] };
}
