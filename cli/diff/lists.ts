import { diffArrays } from "diff";
import { isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Compare, ValueChange } from "./change.ts";

/** Keys by which AWS and the provider distinguish the elements of a list, the surest first. */
const KEYS = ["Sid", "sid", "id", "name", "key", "ruleNo", "priority", "deviceName", "resourceType", "indexName", "hostname"] as const;

/** The differences between two lists: by key where their elements have one, as sets where they are words, else in their order. */
export function listChanges(before: readonly unknown[], after: readonly unknown[], path: string, compare: Compare): ValueChange[] {
  const key = keyOf(before, after);
  if (key !== undefined) return keyedChanges(byKey(before, key), byKey(after, key), path, compare);
  if ([...before, ...after].some(isRecord)) return orderedChanges(before, after, path, compare);
  return setChanges(before, after, path, compare);
}

/** A key that each element has, and no two of a list alike. */
function keyOf(before: readonly unknown[], after: readonly unknown[]): string | undefined {
  if (before.length + after.length === 0) return undefined;
  return KEYS.find((key) =>
    [before, after].every((list) => {
      const values = list.map((element) => (isRecord(element) ? element[key] : undefined));
      return values.every((value) => isWord(value) && !isUnknown(value)) && new Set(values).size === list.length;
    }),
  );
}

const isWord = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

const byKey = (list: readonly unknown[], key: string): Map<string, unknown> =>
  new Map(list.map((element) => [String(isRecord(element) ? element[key] : element), element]));

function keyedChanges(before: Map<string, unknown>, after: Map<string, unknown>, path: string, compare: Compare): ValueChange[] {
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    compare(before.get(key), after.get(key), `${path}[${key}]`),
  );
  const [old, next] = [[...before.keys()].filter((key) => after.has(key)), [...after.keys()].filter((key) => before.has(key))];
  return [...changes, ...orderChange(old, next, path)];
}

/** The change of the order alone, as of rules that AWS evaluates one after another. */
function orderChange(before: readonly unknown[], after: readonly unknown[], path: string): ValueChange[] {
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path: `${path} (order)`, before: [...before], after: [...after] }];
}

/** Elements that only one of the lists has, whatever their place; one removed where one was added is a replacement. */
function setChanges(before: readonly unknown[], after: readonly unknown[], path: string, compare: Compare): ValueChange[] {
  const { gone, come } = unmatched(before, after, path, compare);
  if (gone.length === 1 && come.length === 1) return compare(gone[0], come[0], `${path}[]`);
  const changes = [
    ...gone.flatMap((element) => compare(element, undefined, `${path}[]`)),
    ...come.flatMap((element) => compare(undefined, element, `${path}[]`)),
  ];
  const alike = changes.length === 0 && !after.some(isUnknown);
  return alike && before.length === after.length ? orderChange(before, after, path) : changes;
}

function unmatched(before: readonly unknown[], after: readonly unknown[], path: string, compare: Compare) {
  const gone = [...before];
  const exactly = (element: unknown) => gone.indexOf(element);
  const loosely = (element: unknown) => gone.findIndex((old) => compare(old, element, path).length === 0);
  const without = (list: readonly unknown[], find: (element: unknown) => number) =>
    list.filter((element) => {
      const at = find(element);
      if (at !== -1) gone.splice(at, 1);
      return at === -1;
    });
  return { come: without(without(after, exactly), loosely), gone };
}

/** Elements that took the place of others, compared with them. */
function orderedChanges(before: readonly unknown[], after: readonly unknown[], path: string, compare: Compare): ValueChange[] {
  const result: ValueChange[] = [];
  const gone: unknown[] = [];
  let at = 0;
  const flush = () => {
    for (const element of gone.splice(0)) result.push(...compare(element, undefined, `${path}[${at}]`));
  };
  const comparator = (old: unknown, next: unknown) => compare(old, next, path).length === 0;
  for (const { value, added, removed } of diffArrays([...before], [...after], { comparator, oneChangePerToken: true })) {
    if (removed) {
      gone.push(...value);
      continue;
    }
    if (!added) flush();
    else result.push(...compare(gone.shift(), value[0], `${path}[${at}]`));
    at++;
  }
  flush();
  return result;
}
