import type { GraphResource } from "../../cli/offline/graph.ts";

/**
 * Compares two graphs of one stack, first ours and then another engine's, by what decides the order of things and their
 * protection: URNs, types, parents, dependencies, dependencies by property, providers, `protect` and `ignoreChanges`. One
 * sentence a difference, none for graphs that agree; the ids of providers differ from run to run and are not compared.
 */
export function compareGraphs(ours: readonly GraphResource[], theirs: readonly GraphResource[]): string[] {
  const mine = byUrn(ours);
  const other = byUrn(theirs);
  const missing = [...other.keys()].filter((urn) => !mine.has(urn)).map((urn) => `${urn}: missing from our graph`);
  const extra = [...mine.keys()].filter((urn) => !other.has(urn)).map((urn) => `${urn}: only in our graph`);
  const different = ours.flatMap((resource) => compareResources(resource, other.get(resource.urn)));
  return [...missing, ...extra, ...different];
}

function byUrn(resources: readonly GraphResource[]): Map<string, GraphResource> {
  return new Map(resources.map((resource) => [resource.urn, resource]));
}

function compareResources(ours: GraphResource, theirs: GraphResource | undefined): string[] {
  if (theirs === undefined) return [];
  const other = facts(theirs);
  return Object.entries(facts(ours))
    .filter(([fact, value]) => value !== other[fact])
    .map(([fact, value]) => `${ours.urn}: our ${fact} is ${value}, theirs ${other[fact]}`);
}

/** What is compared, each fact as text, sets sorted. */
function facts(resource: GraphResource): Record<string, string> {
  return {
    type: resource.type,
    parent: resource.parent ?? "none",
    custom: String(resource.custom),
    provider: resource.provider?.split("::").slice(0, 4).join("::") ?? "none",
    protect: String(resource.protect ?? false),
    ignoreChanges: set(resource.ignoreChanges),
    dependencies: set(resource.dependencies),
    propertyDependencies: Object.entries(resource.propertyDependencies ?? {})
      .map(([property, urns]) => `${property} on ${set(urns)}`)
      .sort()
      .join("; "),
  };
}

function set(values: readonly string[] | undefined): string {
  return `{${[...new Set(values)].sort().join(", ")}}`;
}
