import { type ExportedResource, stackOf } from "../../policies/model/graph.ts";
import { wholeStack } from "../../policies/model/policy.ts";
import type { Resource, Stack } from "../../policies/model/stack.ts";
import { asList } from "../../policies/model/values.ts";
import { type End, endsOf, isAt, type Reviewed } from "../../policies/pulumi/reviewed.ts";
import { type Held, held } from "../../policies/pulumi/reviewed-types.ts";

/** A resource of a demo stack. */
interface Shown {
  readonly resource: Resource;
  readonly stack: Stack;
}

/** What names somebody or something of the settings. */
const ofSettings = /demo|example|\d{12}/;

/**
 * What the demo stacks' resources of some types are and belong to, by type and name: policies/pulumi/reviewed.json. Left out is what
 * differs between stacks, and what names somebody or something of the settings.
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
      const isAlways = beside.length > 0 && isBeside(same, beside);
      return [name, { values: valuesOf(same, what), ...(isAlways && { with: beside }) }];
    }),
  );
}

/** What is the same in all of them; null where it is set in all. */
function valuesOf(all: readonly Shown[], { same = [], set = [] }: Held): Reviewed["values"] {
  const ends = all.map(({ resource, stack }) => endsOf(resource, [...same, ...set], stack));
  const paths = new Set(ends.flat().flatMap(({ path }) => (same.some((one) => isBelow(path, one)) ? [path] : [])));
  const values = [...paths].sort().map((path): [string, unknown] | undefined => {
    const [first, ...others] = ends.map((some) => JSON.stringify(valueAt(path, some)));
    const isSame = first !== undefined && others.every((other) => other === first) && !ofSettings.test(first);
    return isSame ? [path, JSON.parse(first)] : ends.every((some) => isAt(path, some)) ? [path, null] : undefined;
  });
  const rest = set.filter((path) => ends.every((some) => isAt(path, some))).map((path): [string, null] => [path, null]);
  return Object.fromEntries([...values.filter((one) => one !== undefined), ...rest]);
}

const isBelow = (path: string, property: string): boolean => path === property || path.startsWith(`${property}.`);

/** The value at a path, or all of them; undefined where only AWS knows one. */
function valueAt(path: string, ends: readonly End[]): unknown {
  const values = ends.filter((end) => end.path === path).map(({ value }) => value);
  if (values.length === 0 || values.includes(undefined)) return undefined;
  return path.includes("*") ? values : values[0];
}

/** A resource's component, and what it names. */
function belongsTo({ resource, stack }: Shown, { of = [] }: Held): string[] {
  const parent = stack.find(resource.parent ?? "");
  const named = of.flatMap((property) => asList(resource.propertyDependencies[property]).map((urn) => stack.find(String(urn))));
  const all = [parent, ...named].filter((one) => one !== undefined && one.type !== wholeStack && !ofSettings.test(one.name));
  return [...new Set(all.flatMap((one) => (one ? [keyOf(one)] : [])))];
}

const common = (lists: readonly (readonly string[])[]): string[] =>
  (lists[0] ?? []).filter((one) => lists.every((list) => list.includes(one)));

const keyOf = ({ type, name }: Resource): string => `${type} ${name}`;
