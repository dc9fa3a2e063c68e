import type { ExportedResource } from "../../policies/model/graph.ts";
import type { Mutation } from "./mutate.ts";

/** The account in an ARN, or alone; in the name of a bucket it is only a name. */
const own = /(?<=:|")123456789012(?=:|"|\\")/g;
const stranger = "999988887777";

/** For each type of a graph, the first resource that names the account names a stranger's instead, wherever it does. */
export function strangeAccount(graph: readonly ExportedResource[]): [type: string, mutation: Mutation][] {
  const naming = new Map<string, ExportedResource>();
  for (const one of graph) {
    const names = JSON.stringify(one.inputs ?? {}).search(own) >= 0;
    if (names && !naming.has(one.type) && !one.type.startsWith("pulumi:")) naming.set(one.type, one);
  }
  return [...naming].map(([type, chosen]) => [type, (resources) => resources.map((one) => (one === chosen ? ofStranger(one) : one))]);
}

const ofStranger = (one: ExportedResource): ExportedResource => ({ ...one, inputs: swapped(one.inputs), outputs: swapped(one.outputs) });

const swapped = (properties: ExportedResource["inputs"]): ExportedResource["inputs"] =>
  properties && JSON.parse(JSON.stringify(properties).replaceAll(own, stranger));
