import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { wholeStack } from "../../policies/model/policy.ts";
import type { Resource, Stack } from "../../policies/model/stack.ts";
import { asList } from "../../policies/model/values.ts";
import { type End, endsOf, isAt, keyOf, type Reviewed } from "../../policies/pulumi/reviewed.ts";
import { type Held, held, optionalNames } from "../../policies/pulumi/reviewed-types.ts";

/** A resource of a demo stack. */
interface Shown {
  readonly resource: Resource;
  readonly stack: Stack;
}

/** Names that settings give, and Regions. */
const ofSettings = /demo|example|\d{12}|\b[a-z]{2}-[a-z]+-\d\b/;

/**
 * The values and parents of the demo stacks' resources of some types, by type and name: policies/pulumi/reviewed.json. Left out is what
 * differs between stacks, and what names a value of the settings.
 */
export function reviewedOf(graphs: readonly (readonly ExportedResource[])[]): string {
  const stacks = graphs.map((graph) => stackOf(graph));
  const known = new Map(stacks.map((stack) => [stack, new Set(stack.resources.map(keyOf))]));
  const isBeside = (all: readonly Shown[], beside: readonly string[]) =>
    [...known].filter(([, keys]) => beside.every((key) => keys.has(key))).length === all.length;
  const types = Object.entries(held).map(([type, what]) => [type, namesOf(type, what, stacks, isBeside)]);
  return `${JSON.stringify(Object.fromEntries(types), null, 2)}\n`;
}

function namesOf(
  type: string,
  what: Held,
  stacks: readonly Stack[],
  isBeside: (all: readonly Shown[], beside: readonly string[]) => boolean,
): Record<string, Reviewed> {
  const all = stacks.flatMap((stack) => stack.ofType(type).map((resource) => ({ resource, stack })));
  const byName = Map.groupBy(all, ({ resource }) => resource.name);
  const names = [...byName].filter(([name]) => !ofSettings.test(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    names.map(([name, same]) => {
      const beside = common(same.map((one) => belongsTo(one, what)));
      const isAlways = !what.optional && !optionalNames.has(name) && beside.length > 0 && isBeside(same, beside);
      return [name, { values: valuesOf(same, what), ...(isAlways && { with: beside }) }];
    }),
  );
}

/** What is the same in all of them; null where it is set in all. */
function valuesOf(all: readonly Shown[], { same = [], set = [] }: Held): Reviewed["values"] {
  const ends = all.map(({ resource, stack }) => endsOf(resource, [...same, ...set], stack));
  const paths = new Set(ends.flat().flatMap(({ path }) => (same.some((one) => isBelow(path, one)) ? [path] : [])));
  const values = [...paths].sort().map((path): [string, unknown] | undefined => {
    const value = commonAt(path, ends);
    return value !== undefined ? [path, value] : ends.every((some) => isAt(path, some)) ? [path, null] : undefined;
  });
  const rest = set.filter((path) => ends.every((some) => isAt(path, some))).map((path): [string, null] => [path, null]);
  return Object.fromEntries([...values.filter((one) => one !== undefined), ...rest]);
}

const isBelow = (path: string, property: string): boolean => path === property || path.startsWith(`${property}.`);

/** The value at a path, or the fewest of a list where these are the same ones; undefined where they differ, or only AWS knows one. */
function commonAt(path: string, all: readonly (readonly End[])[]): unknown {
  const lists = all.map((ends) => ends.filter((end) => end.path === path).map(({ value }) => value));
  const [fewest = [], ...others] = lists.sort((a, b) => a.length - b.length);
  const different = [fewest, ...others].map((values) => JSON.stringify([...new Set(values)].map(String).sort()));
  if (fewest.length === 0 || fewest.includes(undefined) || new Set(different).size > 1 || ofSettings.test(different.join()))
    return undefined;
  return path.includes("*") ? fewest : fewest[0];
}

/** What a resource names, or its component where it names nothing. */
function belongsTo({ resource, stack }: Shown, { of = [] }: Held): string[] {
  const named = of.flatMap((property) => asList(resource.propertyDependencies[property]).map((urn) => stack.find(String(urn))));
  const all = [...named, ...(named.length > 0 ? [] : [stack.find(resource.parent ?? "")])];
  const keys = all.flatMap((one) => (one && one.type !== wholeStack && !ofSettings.test(one.name) ? [keyOf(one)] : []));
  return [...new Set(keys)];
}

const common = (lists: readonly (readonly string[])[]): string[] =>
  (lists[0] ?? []).filter((one) => lists.every((list) => list.includes(one)));
