import type { z } from "zod";

/** One fault of the settings: a sentence of place, what was got or that it is missing, and what is expected. Long values are cut. */
export const fault = (path: string, got: unknown, expected: string): string =>
  got === undefined ? `${path}: missing; expected ${expected}` : `${path}: got ${show(got)}, expected ${expected}`;

/** Names to choose from: `administrator, manager or support`. */
export const anyOf = (names: readonly string[]): string => names.join(", ").replace(/, ([^,]*)$/, " or $1");

/** Maximum number of faults in a report: a list with thousands of entries can have as many faults. */
const MAX_LINES = 100;

/** The message for people: which stack, then a line for each fault. */
export function faultReport(stack: string, faults: readonly string[]): string {
  return [
    `${stack}: the settings have ${faults.length === 1 ? "a fault" : `${faults.length} faults`}`,
    ...faults.slice(0, MAX_LINES).map((line) => `  ${line}`),
    ...(faults.length > MAX_LINES ? [`  and ${faults.length - MAX_LINES} more`] : []),
  ].join("\n");
}

/** Zod's issues as sentences, one for each place in the order of the schema; `raw` is what was checked. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], raw: unknown, schema: z.ZodType): string[] {
  const places = new Set<string>();
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => unknownKey(pathText([...issue.path, key]), key, known));
    }
    const path = pathText(issue.path);
    // zod still measures what it has found to be of the wrong type.
    if (places.has(path)) return [];
    places.add(path);
    return [fault(path, valueAt(raw, issue.path), issue.message)];
  });
}

/** The expectation where a schema says nothing itself: an error map for zod's `safeParse`. */
export const expectedType: z.core.$ZodErrorMap = (issue) => {
  const shape = unwrap(issue.inst, "shape");
  return isObject(shape) ? `an object of ${Object.keys(shape).join(", ")}` : undefined;
};

/** The value at a path of `raw`; undefined where there is none. */
export const valueAt = (raw: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((value, key) => (isObject(value) && Object.hasOwn(value, key) ? value[String(key)] : undefined), raw);

/** Keys of earlier versions, each with its remedy. */
const removedKeys: Readonly<Record<string, string>> = {
  "canary.buy":
    "removed, since a browser visits the payment page now; delete this line, and name the product in paymentPage.product if it is not to be found by itself",
  "canary.paymentPage":
    "removed, since a browser compares the payment page with the file that paymentPage.file names; delete it, and write the file by npx store payment-page record STACK",
  "ci.preview":
    "removed, since no job of a pull request takes a role; delete this line, and name the jobs that plan each store in ci.deploy[].plan, repo:<owner>/<repository>:environment:<stack>-plan",
  "firewall.admin.path": "removed, since X-Cart's administration is always at /admin/; delete this line",
};

function unknownKey(path: string, key: string, known: readonly string[]): string {
  if (Object.hasOwn(removedKeys, path)) return `${path}: ${removedKeys[path]}`;
  const near = nearest(key, known);
  const others = known.filter((name) => name !== near);
  const among = (which: string) => (others.length === 1 ? `${others[0]}` : `${which} of ${others.join(", ")}`);
  const meant = near && others.length > 0 ? `${near} or ${among("another")}` : near;
  return `${path}: unknown key, expected ${meant ?? among("one")}`;
}

/** The known name that was probably meant: at most two typing errors away, and less than half of the name. */
export function nearest(key: string, known: readonly string[]): string | undefined {
  const within = ({ name, errors }: { name: string; errors: number }) => errors <= 2 && errors * 2 < name.length;
  return known
    .map((name) => ({ name, errors: Math.abs(name.length - key.length) > 2 ? 3 : distance(name.toLowerCase(), key.toLowerCase()) }))
    .filter(within)
    .sort((a, b) => a.errors - b.errors)[0]?.name;
}

/** The keys that the schema has at a path. */
function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  let current: unknown = schema;
  for (const step of path) current = typeof step === "number" ? unwrap(current, "element") : property(unwrap(current, "shape"), step);
  const shape = unwrap(current, "shape");
  return isObject(shape) ? Object.keys(shape) : [];
}

/** Looks through defaults, optionals and unions for `what` an object or array schema holds. */
function unwrap(schema: unknown, what: "shape" | "element"): unknown {
  const definition = property(schema, "def");
  const found = property(definition, what);
  if (found !== undefined) return found;
  const inner = property(definition, "innerType");
  if (inner !== undefined) return unwrap(inner, what);
  const options = property(definition, "options");
  return Array.isArray(options) ? options.map((option) => unwrap(option, what)).find((value) => value !== undefined) : undefined;
}

/** Whether a value is an object or a list. */
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const property = (value: unknown, key: PropertyKey): unknown => (isObject(value) ? value[String(key)] : undefined);

const pathText = (path: readonly PropertyKey[]) =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : `${i ? "." : ""}${keyText(String(step))}`)).join("");
const keyText = (key: string) => shorten(/^[\w-]+$/.test(key) ? key : visible(JSON.stringify(key)));

/** Maximum characters of a value or key in a sentence. */
const MAX_SHOWN = 80;
const shorten = (text: string) => (text.length > MAX_SHOWN ? `${[...text].slice(0, MAX_SHOWN - 1).join("")}…` : text);

function show(value: unknown): string {
  // JSON would turn YAML's .nan and .inf into null.
  return typeof value === "number" ? String(value) : shorten(visible(JSON.stringify(value)));
}

/** Writes as \u… what a terminal obeys instead of showing it, and JSON leaves as it is. */
const visible = (text: string) =>
  text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (sign) => `\\u${sign.codePointAt(0)?.toString(16).padStart(4, "0")}`);

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
