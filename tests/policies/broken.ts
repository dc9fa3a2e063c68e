import { expect, test } from "@jest/globals";
import { keysOf } from "../../policies/catalogue.ts";
import { evaluate } from "../../policies/model/evaluate.ts";
import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { policies } from "../../policies/pack.ts";
import { graphWith } from "../stacks/graphs.ts";
import type { Mutation } from "./mutate.ts";

const graphs = new Map<string, Promise<readonly ExportedResource[]>>();

/**
 * A test that a demo stack satisfies a control, and that a mutation of its graph is reported under it. Each control that a policy
 * answers needs one: a policy that nothing in a real stack can violate proves nothing.
 * @default stack - "demo-prod"
 */
export function broken(control: string, what: string, mutation: Mutation, stack = "demo-prod"): void {
  test(`${control}: ${what} is reported in ${stack}`, async () => {
    const graph = await graphOf(stack);
    const before = reported(control, graph);
    expect(reported(control, mutation(graph)).filter((line) => !before.includes(line))).not.toEqual([]);
  });
}

/** Previewed once in a file. */
function graphOf(stack: string): Promise<readonly ExportedResource[]> {
  const graph = graphs.get(stack) ?? graphWith(stack);
  graphs.set(stack, graph);
  return graph;
}

function reported(control: string, graph: readonly ExportedResource[]): string[] {
  const asked = policies.filter((policy) => keysOf(policy).includes(control));
  return evaluate(asked, stackOf(graph)).flatMap(({ policy, violations, faults }) => {
    for (const { error } of faults) throw new Error(error);
    return violations.map(({ resource, message }) => `${policy.name} ${resource.urn}: ${message}`);
  });
}
