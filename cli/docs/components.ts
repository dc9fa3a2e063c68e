import { fileURLToPath } from "node:url";
// Before everything that imports the SDK.
import "../offline/sdk.ts";
import { lookedUp } from "../../domain/defaults/lifecycle.ts";
import { judge, type Verdict } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import type { Policy } from "../../policies/model/policy.ts";
import type { Stack } from "../../policies/model/stack.ts";
import { componentOf } from "../check/components.ts";
import { guarded } from "../offline/guard.ts";
import { programOf } from "../offline/program.ts";
import { listStacks, readProject, readStackConfig } from "../offline/project.ts";
import { stackGraph } from "../offline/stack.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The graphs of the demo stacks as `store check` makes them; stacks that a user adds do not change the documentation. */
export async function demoGraphs(): Promise<readonly (readonly ExportedResource[])[]> {
  const project = readProject(root);
  const program = programOf(project);
  const graphs: ExportedResource[][] = [];
  // One after another, since the SDK's state is global.
  for (const name of listStacks(project).filter((stack) => stack.startsWith("demo-")))
    graphs.push(await guarded(() => stackGraph(program, readStackConfig(project, name))));
  return graphs;
}

/** The findings of one policy in one stack; it looked at something there. */
export interface Found {
  readonly complies: boolean;
  readonly violated: boolean;
  /** Whether something cannot be judged before apply. */
  readonly unknown: boolean;
}

/** The evidence of the demo stacks for one policy. */
export interface Shown {
  /** The components with something that complies. */
  readonly components: readonly string[];
  /** Evidence by a stack's name; without those in which it looked at nothing. */
  readonly stacks: ReadonlyMap<string, Found>;
}

/**
 * The evidence of `graphs` for each policy, by its name. Waivers are not asked and ends are seen from the day of their dates, so that the answer
 * is the same on every day.
 */
export function shownByPolicy(policies: readonly Policy[], graphs: readonly (readonly ExportedResource[])[]): ReadonlyMap<string, Shown> {
  const stacks = graphs.map((graph) => ({ name: stackIn(graph), stack: stackOf(graph, lookedUp) }));
  return new Map(policies.map((policy) => [policy.name, shown(policy, stacks)]));
}

/** The name of the stack that a graph is of. */
export const stackIn = (graph: readonly ExportedResource[]): string => /^urn:pulumi:([^:]+)::/.exec(graph[0]?.urn ?? "")?.[1] ?? "";

function shown(policy: Policy, stacks: readonly { readonly name: string; readonly stack: Stack }[]): Shown {
  const judged = stacks.flatMap(({ name, stack }) =>
    stack.ofType(...policy.types).map((resource) => ({ name, stack, resource, kind: judge(policy, resource, stack).kind })),
  );
  const asked = judged.filter(({ kind }) => kind !== "notApplicable");
  const compliant = judged.filter(({ kind }) => kind === "compliant");
  return {
    components: [...new Set(compliant.map(({ resource, stack }) => componentOf(resource, stack)))],
    stacks: new Map([...Map.groupBy(asked, ({ name }) => name)].map(([name, list]) => [name, foundIn(list.map(({ kind }) => kind))])),
  };
}

function foundIn(kinds: readonly Verdict["kind"][]): Found {
  const unknown = kinds.includes("unknown") || kinds.includes("fault");
  return { complies: kinds.includes("compliant"), violated: kinds.includes("violation"), unknown };
}
