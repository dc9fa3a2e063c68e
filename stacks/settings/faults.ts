import type { z } from "zod";

/** One fault of the settings: a sentence of place, what was got, and what is expected. */
export const fault = (path: string, got: unknown, expected: string): string => `${path}: got ${show(got)}, expected ${expected}`;

/** What zod found, as sentences, in the order of the file; `raw` is what was checked. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], raw: unknown, schema: z.ZodType): string[] {
  return issues.flatMap((issue) => {
    const path = pathText(issue.path);
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => unknownKey(path ? `${path}.${key}` : key, key, known));
    }
    const got = issue.path.reduce<unknown>((value, key) => (isRecord(value) ? value[String(key)] : undefined), raw);
    return [fault(path || "settings", got, issue.message)];
  });
}

function unknownKey(path: string, key: string, known: readonly string[]): string {
  const near = known.find((name) => distance(name.toLowerCase(), key.toLowerCase()) <= 2);
  return `${path}: unknown key, expected ${near ? `${near}, perhaps, or another ` : ""}one of ${known.join(", ")}`;
}

/** The keys that the schema has at a path: what somebody may have meant. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema;
  for (const step of path) current = typeof step === "number" ? unwrap(current, "element") : property(unwrap(current, "shape"), step);
  const shape = unwrap(current, "shape");
  return isRecord(shape) ? Object.keys(shape) : [];
}

/** Looks through defaults, optionals and arrays for `what` an object or array schema holds. */
function unwrap(schema: unknown, what: "shape" | "element"): unknown {
  const definition = property(schema, "def");
  const found = property(definition, what);
  if (found !== undefined) return found;
  const inner = property(definition, "innerType");
  if (inner !== undefined) return unwrap(inner, what);
  const options = property(definition, "options");
  return Array.isArray(options) ? options.map((option) => unwrap(option, what)).find((value) => value !== undefined) : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const property = (value: unknown, key: PropertyKey): unknown => (isRecord(value) ? value[String(key)] : undefined);
const pathText = (path: readonly PropertyKey[]) =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : `${i ? "." : ""}${String(step)}`)).join("");
const show = (value: unknown) => (value === undefined ? "nothing" : JSON.stringify(value));

/** Levenshtein's distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
