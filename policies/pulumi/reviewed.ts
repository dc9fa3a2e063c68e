import { isSecret, isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Resource, Stack } from "../model/stack.ts";
import { asList, show } from "../model/values.ts";
import { isAsGood, isAsSoon } from "./as-good.ts";
import inDemos from "./reviewed.json" with { type: "json" };
import { type Held, held } from "./reviewed-types.ts";

/** What was reviewed of one resource of the demo stacks. */
export interface Reviewed {
  /** By path, an index as `*`: the value, or all that are there; null is set, to whatever. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Where these are, it is as well: `type name`. @default - it may be missing */
  readonly with?: readonly string[];
}

/** By type and name. */
export const reviewed: Readonly<Record<string, Readonly<Record<string, Reviewed>>>> = inDemos;

/** A resource as {@link Reviewed.with} names it. */
export const keyOf = ({ type, name }: Resource): string => `${type} ${name}`;

/** A value at the end of a property, and where it is; undefined where only AWS knows it. */
export interface End {
  readonly path: string;
  readonly value: unknown;
}

/** The ends of properties that have values, with the stack's name left open. */
export function endsOf(resource: Resource, properties: readonly string[], stack: Stack): End[] {
  const firsts = new Set(properties.map((property) => property.split(".", 1)[0] ?? ""));
  return [...firsts].flatMap((first) => endsIn(resource.properties[first], first, stack.name));
}

function endsIn(value: unknown, path: string, name: string): End[] {
  if (isUnknown(value) || isSecret(value)) return [{ path, value: undefined }];
  if (Array.isArray(value)) return value.flatMap((one) => endsIn(one, `${path}.*`, name));
  if (isRecord(value)) return Object.entries(value).flatMap(([key, one]) => endsIn(one, `${path}.${key}`, name));
  if (value === undefined || value === null || value === "") return [];
  return [{ path, value: typeof value === "string" ? value.replaceAll(name, "{stack}") : value }];
}

/** Whether something is at a path or below it, or in what only AWS knows. */
export const isAt = (path: string, ends: readonly End[]): boolean =>
  ends.some((end) => end.path === path || end.path.startsWith(`${path}.`) || isHidden(path, end));

/** Whether a path is in what only AWS knows. */
const isHidden = (path: string, end: End): boolean => end.value === undefined && (path === end.path || path.startsWith(`${end.path}.`));

/** How a resource differs from the reviewed one of its name, a sentence each; undefined where there is none. */
export function unreviewed(resource: Resource, stack: Stack): string[] | undefined {
  const row = reviewed[resource.type]?.[resource.name];
  const { same = [], set = [], exact = [] }: Held = held[resource.type] ?? {};
  if (row === undefined || same.length + set.length === 0) return undefined;
  const ends = endsOf(resource, [...same, ...set], stack);
  const differing = Object.entries(row.values).flatMap(([path, wanted]) => sentence(path, wanted, ends, row));
  return differing.length > 0 ? differing : exact.flatMap((property) => beside(property, row, ends));
}

function sentence(path: string, wanted: unknown, ends: readonly End[], { values }: Reviewed): string[] {
  if (wanted === null) return isAt(path, ends) ? [] : [`${path} is unset, and was reviewed as set; put it back`];
  if (ends.some((end) => isHidden(path, end))) return [];
  const found = ends.filter((end) => end.path === path).map(({ value }) => value);
  const fires = path === "threshold" && values.comparisonOperator === "GreaterThanThreshold" && isAsSoon(found[0], Number(wanted));
  if (fires || areThere(asList(wanted), found)) return [];
  return [`${path} is ${show(found.length > 1 ? found : found[0])}, and was reviewed as ${show(wanted)}; put it back`];
}

/** What a property has that the reviewed one has not. */
function beside(property: string, { values }: Reviewed, ends: readonly End[]): string[] {
  const others = ends.filter(
    ({ path, value }) =>
      `${path}.`.startsWith(`${property}.`) && value !== undefined && !isAmong(value, path in values ? values[path] : []),
  );
  return others.map(({ path, value }) => `${path} is ${show(value)}, which was not reviewed; take it out`);
}

/** Whether a value is as good as one of those that were reviewed, of which null is any. */
const isAmong = (value: unknown, wanted: unknown): boolean => wanted === null || asList(wanted).some((one) => isAsGood(value, one));

/** Whether for each value that was reviewed there is one as good. */
function areThere(wanted: readonly unknown[], found: readonly unknown[]): boolean {
  const rest = [...found];
  return wanted.every((one) => {
    const at = rest.findIndex((other) => isAsGood(other, one));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0 || (rest.length === 0 && isNothing(one));
  });
}

const isNothing = (value: unknown): boolean => value === 0 || value === false;
