import { fileURLToPath } from "node:url";
import { lookedUp } from "../../domain/defaults/lifecycle.ts";
import { judge } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import type { Resource, Stack } from "../../policies/model/stack.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { listStacks, readProject, readStackConfig } from "../offline/project.ts";
import { stackGraph } from "../offline/stack.ts";

/** What stands for the component where a policy is satisfied by a stack as a whole, or by something right below it. */
export const THE_STACK = "the stack";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The graphs of the demo stacks as `store check` makes them; stacks that somebody adds do not change the documentation. */
export async function demoGraphs(): Promise<readonly (readonly ExportedResource[])[]> {
  const project = readProject(root);
  const program = programOf(project);
  const graphs: ExportedResource[][] = [];
  // One after another, since the SDK's state is global.
  for (const name of listStacks(project).filter((stack) => stack.startsWith("demo-")))
    graphs.push(await guarded(() => stackGraph(program, readStackConfig(project, name))));
  return graphs;
}

/** What the demo stacks show of one policy. */
export interface Shown {
  /** The components with something that complies. */
  readonly components: readonly string[];
  /** Whether something violates it. */
  readonly violated: boolean;
}

/**
 * What `graphs` show of each policy, by its name. Waivers are not asked and ends are seen from the day of their dates, so that the answer
 * is the same on every day.
 */
export function shownByPolicy(policies: readonly Policy[], graphs: readonly (readonly ExportedResource[])[]): ReadonlyMap<string, Shown> {
  const stacks = graphs.map((graph) => stackOf(graph, lookedUp));
  return new Map(policies.map((policy) => [policy.name, shown(policy, stacks)]));
}

function shown(policy: Policy, stacks: readonly Stack[]): Shown {
  const judged = stacks.flatMap((stack) =>
    stack.ofType(...policy.types).map((resource) => ({ stack, resource, kind: judge(policy, resource, stack).kind })),
  );
  const compliant = judged.filter(({ kind }) => kind === "compliant");
  return {
    components: [...new Set(compliant.map(({ resource, stack }) => componentOf(resource, stack)))],
    violated: judged.some(({ kind }) => kind === "violation"),
  };
}

/** The noun of the nearest component above a resource, or of the resource itself where it is one. */
function componentOf(resource: Resource, stack: Stack): string {
  const noun = /^xcart-hosting:index:(.+)$/.exec(resource.type)?.[1];
  if (noun !== undefined) return noun;
  const parent = resource.parent === undefined ? undefined : stack.find(resource.parent);
  return parent === undefined ? THE_STACK : componentOf(parent, stack);
}
