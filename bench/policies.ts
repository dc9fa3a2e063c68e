import { evaluate } from "../policies/model/evaluate.ts";
import type { ExportedResource } from "../policies/model/graph.ts";
import { stackOf } from "../policies/model/graph.ts";
import { policies } from "../policies/pack.ts";

/** Microseconds that all policies take for each resource of a stack, in so many stores' worth of resources at once. */
export interface PolicyTime {
  readonly resources: number;
  readonly each: number;
}

/** Measures all policies over one graph, and over the same one repeated under other names up to some 10,000 resources. */
export function measurePolicies(resources: readonly ExportedResource[]): { readonly one: PolicyTime; readonly many: PolicyTime } {
  const copies = Math.round(10_000 / resources.length);
  const many = Array.from({ length: copies }, (_, at) => renamed(resources, `-${at}`)).flat();
  // Compiles what the others find compiled.
  timeOf(resources);
  return { one: timeOf(resources), many: timeOf(many) };
}

function timeOf(resources: readonly ExportedResource[]): PolicyTime {
  const start = performance.now();
  evaluate(policies, stackOf(resources));
  return { resources: resources.length, each: (1000 * (performance.now() - start)) / resources.length };
}

/** The graph as of another store: each URN and each id, ARN and name has an ending, so that it refers to itself and to no other copy. */
function renamed(resources: readonly ExportedResource[], ending: string): readonly ExportedResource[] {
  const names = new Set(stackOf(resources).resources.flatMap(({ identities }) => identities));
  const isName = (value: unknown): value is string => typeof value === "string" && (names.has(value) || value.startsWith("urn:pulumi:"));
  const copy: readonly ExportedResource[] = JSON.parse(JSON.stringify(resources), (_, value) =>
    isName(value) ? `${value}${ending}` : value,
  );
  return copy;
}
