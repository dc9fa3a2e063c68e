import { diffArrays } from "diff";
import { canBecome, isAnything, isSecret, isUnknown } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";
import type { Compare, ValueChange } from "./change.ts";
import { type Document, documentOf } from "./documents.ts";
import { listChanges } from "./lists.ts";
import { HIDDEN, shown } from "./shown.ts";

export type { ValueChange } from "./change.ts";

/** Options of a comparison of values. */
export interface Comparison {
  /** Whether the first is of an export, which knows what a preview does not, and has what the provider adds. @default false */
  readonly deployed?: boolean;
}

/** The differences between two values; unknown ones are alike, since whether they are is not to be seen in them. */
export function valueChanges(before: unknown, after: unknown, path: string, { deployed = false }: Comparison = {}): ValueChange[] {
  const compare: Compare = (old, next, at) => {
    if (isSecret(old) || isSecret(next)) return isSecret(old) && isSecret(next) ? [] : [masked(old, next, at)];
    if (old === undefined || next === undefined) return old === next ? [] : [change(old, next, at)];
    if (isAnything(next)) return deployed || isAnything(old) ? [] : [change(old, next, at)];
    if (typeof old === "string" && typeof next === "string") return textChanges(old, next, at, compare, deployed);
    if (Array.isArray(old) && Array.isArray(next)) return listChanges(old, next, at, compare);
    if (isRecord(old) && isRecord(next)) return recordChanges(old, next, at, compare);
    return isSame(old, next, deployed) ? [] : [change(old, next, at)];
  };
  return compare(before, after, path);
}

const change = (before: unknown, after: unknown, path: string): ValueChange => ({
  path,
  ...(before !== undefined && { before: shown(before) }),
  ...(after !== undefined && { after: shown(after) }),
});

/** Masks both values: a secret may still be one after its mark was removed. */
const masked = (before: unknown, after: unknown, path: string): ValueChange => ({
  path,
  ...(before !== undefined && { before: HIDDEN }),
  ...(after !== undefined && { after: HIDDEN }),
});

/** Pulumi's provider writes numbers and booleans as texts where Terraform's schema has texts, so an export's may be either. */
const isSame = (before: unknown, after: unknown, deployed: boolean): boolean =>
  before === after || (deployed && typeof before !== "object" && typeof after !== "object" && String(before) === String(after));

function recordChanges(before: Record<string, unknown>, after: Record<string, unknown>, path: string, compare: Compare): ValueChange[] {
  // What the provider put in by itself: the program does not set it, and so does not change it.
  const defaults = Array.isArray(before.__defaults) ? before.__defaults : [];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys
    .filter((key) => key !== "__defaults" && (key in after || !defaults.includes(key)))
    .flatMap((key) => compare(before[key], after[key], joined(path, key)));
}

/** A key that is no word, such as an operator of a condition, stands in brackets. */
function joined(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${key}]`;
  return path === "" || path.endsWith(": ") ? `${path}${key}` : `${path}.${key}`;
}

function textChanges(before: string, after: string, path: string, compare: Compare, deployed: boolean): ValueChange[] {
  if (before === after) return [];
  const [old, next] = [documentOf(before), documentOf(after)];
  if (old && next && old.kind === next.kind) return documentChanges(old, next, `${path}: `, compare);
  return deployed && isUnknown(after) && canBecome(after, before) ? [] : [change(before, after, path)];
}

function documentChanges(before: Document, after: Document, path: string, compare: Compare): ValueChange[] {
  if (before.kind === "data" && after.kind === "data") return compare(before.data, after.data, path);
  if (before.kind === "lines" && after.kind === "lines") return lineChanges(before.lines, after.lines, path);
  return [];
}

/** Lines that took the place of others beside them, one by one. */
function lineChanges(before: readonly string[], after: readonly string[], path: string): ValueChange[] {
  const result: ValueChange[] = [];
  let gone: string[] = [];
  let at = 1;
  const flush = () => {
    result.push(...gone.map((line) => ({ path: `${path}line ${at}`, before: line })));
    gone = [];
  };
  for (const { value, added, removed } of diffArrays([...before], [...after], { oneChangePerToken: true })) {
    const [line = ""] = value;
    if (removed) {
      gone.push(line);
      continue;
    }
    const old = added ? gone.shift() : undefined;
    if (!added) flush();
    else result.push({ path: `${path}line ${at}`, ...(old !== undefined && { before: shown(old) }), after: shown(line) });
    at++;
  }
  flush();
  return result;
}
