import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { GraphResource } from "../../cli/offline/graph.ts";

/**
 * What decides the order of things and their protection, of each resource by its URN: type, parent, dependencies, dependencies by property,
 * provider, `protect` and `ignoreChanges`, each as text. The ids of providers differ from run to run and are left out.
 */
export type Facts = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The facts of a graph. */
export const factsOf = (graph: readonly GraphResource[]): Facts =>
  Object.fromEntries(graph.map((resource) => [resource.urn, facts(resource)]));

/** Compares ours with those of another engine's graph of the same stack: one sentence a difference, none where they agree. */
export function compareFacts(ours: Facts, theirs: Facts): string[] {
  const missing = Object.keys(theirs).filter((urn) => !(urn in ours));
  const extra = Object.keys(ours).filter((urn) => !(urn in theirs));
  return [
    ...missing.map((urn) => `${urn}: missing from our graph`),
    ...extra.map((urn) => `${urn}: only in our graph`),
    ...Object.entries(ours).flatMap(([urn, mine]) => {
      const other = theirs[urn];
      return other ? differences(urn, mine, other) : [];
    }),
  ];
}

const differences = (urn: string, ours: Facts[string], theirs: Facts[string]): string[] =>
  [...new Set([...Object.keys(ours), ...Object.keys(theirs)])]
    .filter((fact) => ours[fact] !== theirs[fact])
    .map((fact) => `${urn}: our ${fact} is ${ours[fact] ?? none}, theirs ${theirs[fact] ?? none}`);

const none = "none";

/** Facts that say nothing are left out. */
function facts(resource: GraphResource): Record<string, string> {
  const all = {
    type: resource.type,
    parent: resource.parent ?? "",
    custom: resource.custom ? "yes" : "",
    provider: resource.provider?.split("::").slice(0, 4).join("::") ?? "",
    protect: resource.protect ? "yes" : "",
    ignoreChanges: set(resource.ignoreChanges),
    dependencies: set(resource.dependencies),
    propertyDependencies: Object.entries(resource.propertyDependencies ?? {})
      .filter(([, urns]) => urns.length > 0)
      .map(([property, urns]) => `${property} on ${set(urns)}`)
      .sort()
      .join("; "),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

const set = (values: readonly string[] | undefined): string => [...new Set(values)].sort().join(", ");

const folder = join(import.meta.dirname, "../fixtures/agreement");
const fileOf = (stack: string) => join(folder, `${stack}.jsonl`);
/** What all URNs of a stack begin with, which would be most of a file. */
const prefixOf = (stack: string) => `urn:pulumi:${stack}::xcart-hosting::`;

/** The facts of an engine's graph, as they were recorded: a line each, `[URN, facts]`, URNs without their common beginning. */
export function readRecorded(stack: string): Facts {
  const text = readFileSync(fileOf(stack), "utf8").replaceAll("urn:", prefixOf(stack));
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line): [string, Facts[string]] => JSON.parse(line)),
  );
}

/** Writes what {@link readRecorded} reads. */
export function record(stack: string, graph: readonly GraphResource[]): void {
  const lines = Object.entries(factsOf(graph)).map((entry) => JSON.stringify(entry).replaceAll(prefixOf(stack), "urn:"));
  mkdirSync(dirname(fileOf(stack)), { recursive: true });
  writeFileSync(fileOf(stack), `${lines.sort().join("\n")}\n`);
}
