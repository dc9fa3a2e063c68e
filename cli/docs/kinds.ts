import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";

/** The kinds of resource that the demo stacks have, by the kind of stack: what policies/pulumi/kinds.ts begins with. */
export function kindsOf(graphs: readonly (readonly ExportedResource[])[]): string {
  const stacks = graphs.map((graph) => stackOf(graph));
  const typesOf = (account: boolean) => {
    const types = stacks.filter(({ isAccount }) => isAccount === account).flatMap((stack) => stack.types);
    return [...new Set(types)].filter((type) => !type.startsWith("xcart-hosting:")).sort();
  };
  return `${JSON.stringify({ store: typesOf(false), account: typesOf(true) }, null, 2)}\n`;
}
