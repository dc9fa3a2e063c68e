import { canBecome, containsSecret, hiddenSecret, isPartly, isSecret, isUnknown, UNKNOWN } from "../graph-values.ts";
import { isRecord } from "../values.ts";
import type { ComparedResource, PropertyChange } from "./change.ts";
import { forcesAt } from "./forces.ts";

/** Two states of a resource. */
export interface Comparison {
  readonly old: ComparedResource;
  readonly next: ComparedResource;
  /** URNs of the resources that a property's value comes from and that will be replaced; empty if all of them stay. */
  readonly madeOfOthers: (property: string) => readonly string[];
}

/** The properties that differ, in the order of their names. */
export function differences({ old, next, madeOfOthers }: Comparison): PropertyChange[] {
  const [was, is] = [old.inputs ?? {}, next.inputs ?? {}];
  const filledIn = Array.isArray(was.__defaults) ? was.__defaults : [];
  const names = new Set([...Object.keys(was), ...Object.keys(is)]);
  return [...names].sort().flatMap((property) => {
    // What Pulumi filled in, such as a name, it carries over; what begins with __ is its own book-keeping.
    if (property.startsWith("__") || (filledIn.includes(property) && !(property in is))) return [];
    return compared(was[property], is[property], property, madeOfOthers(property))
      .filter(({ path }) => !(next.ignoreChanges ?? []).some((ignored) => isWithin(path, ignored)))
      .map((change) => ({ ...change, forces: forcesOf(next, change) }));
  });
}

type Difference = Omit<PropertyChange, "forces">;

const forcesOf = (next: ComparedResource, change: Difference): PropertyChange["forces"] =>
  (next.replaceOnChanges ?? []).some((wanted) => isWithin(change.path, wanted)) ? "always" : forcesAt(next, change);

const isWithin = (path: string, outer: string): boolean =>
  outer === "*" || path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);

function compared(was: unknown, is: unknown, path: string, others: readonly string[]): Difference[] {
  if (was === undefined && is === undefined) return [];
  if (isSecret(was) || isSecret(is)) return secretChange(was, is, path, others);
  if (was === undefined) return [{ path, before: undefined, after: masked(is), kind: "add", secret: false }];
  if (is === undefined) return [{ path, before: masked(was), after: undefined, kind: "remove", secret: false }];
  if (isUnknown(is)) return staysUnknown(was, is, others) ? [] : [{ path, before: masked(was), after: is, kind: "change", secret: false }];
  if (Array.isArray(was) && Array.isArray(is))
    return Array.from({ length: Math.max(was.length, is.length) }, (_, i) => compared(was[i], is[i], `${path}[${i}]`, others)).flat();
  if (isRecord(was) && isRecord(is)) {
    const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !key.startsWith("__")).sort();
    return keys.flatMap((key) => compared(was[key], is[key], `${path}${step(key)}`, others));
  }
  return was === is ? [] : [{ path, before: masked(was), after: masked(is), kind: "change", secret: false }];
}

/** A value without what an export tells of the secrets in it. */
function masked(value: unknown): unknown {
  if (!containsSecret(value)) return value;
  if (isSecret(value)) return hiddenSecret();
  if (Array.isArray(value)) return value.map(masked);
  return isRecord(value) ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked(inner)])) : value;
}

const step = (key: string): string => (/^[\w$]+$/.test(key) ? `.${key}` : `["${key}"]`);

/** Whether a value that is known only after apply will be what it was. */
function staysUnknown(was: unknown, is: unknown, others: readonly string[]): boolean {
  if (!isPartly(is)) return others.length === 0;
  if (is !== was && !(typeof was === "string" && !isUnknown(was) && canBecome(is, was))) return false;
  const named = [...is.matchAll(mark)];
  if (named.length === 0) return others.length === 0;
  return !named.some(([, type, name]) => others.some((urn) => urn.endsWith(`:${type}::${name}`)));
}

const mark = new RegExp(`${UNKNOWN}(?:<([^ >]+) ([^>]+) [^ >]+>)?`, "g");

/** A secret's content is seen in no preview: it counts as changed where what it is made of does, or where it comes, goes or is one no more. */
function secretChange(was: unknown, is: unknown, path: string, others: readonly string[]): Difference[] {
  const hidden = { path, before: undefined, after: undefined, secret: true };
  if (was === undefined) return [{ ...hidden, kind: "add" }];
  if (is === undefined) return [{ ...hidden, kind: "remove" }];
  const [a, b] = [contentOf(was), contentOf(is)];
  const differs = a !== undefined && b !== undefined ? a !== b : others.length > 0;
  return differs ? [{ ...hidden, kind: "change" }] : [];
}

/** The content of a secret in an export, as JSON; undefined if there is none. */
function contentOf(value: unknown): string | undefined {
  if (!isSecret(value)) return isUnknown(value) ? undefined : JSON.stringify(value);
  return typeof value.plaintext === "string" ? value.plaintext : undefined;
}
