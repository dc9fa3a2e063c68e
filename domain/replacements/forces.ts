import { fromJson, isRecord } from "../values.ts";
import type { ComparedResource, PropertyChange } from "./change.ts";
import { createOnly, deletedFirst, everyProperty, namedBy, read } from "./provider-facts.ts";
import table from "./table.json" with { type: "json" };

interface Entry {
  readonly always: ReadonlySet<string>;
  readonly perhaps: ReadonlySet<string>;
}

const asked: Readonly<Record<string, { readonly always: readonly string[]; readonly perhaps?: readonly string[] }>> = table.types;
const entries = new Map<string, Entry>();

function entryOf(type: string): Entry {
  const known = entries.get(type);
  if (known) return known;
  const { always = [], perhaps = [] } = asked[type] ?? {};
  const entry = { always: new Set([...always, ...(read[type] ?? [])]), perhaps: new Set(perhaps) };
  entries.set(type, entry);
  return entry;
}

/** Whether a change of one property replaces its resource. */
export function forcesAt(resource: ComparedResource, change: Omit<PropertyChange, "forces">): PropertyChange["forces"] {
  const { type } = resource;
  if (everyProperty.some((start) => type.startsWith(start))) return "always";
  if (type === "aws:cloudcontrol/resource:Resource" && change.path === "desiredState") return forcesByDesiredState(resource, change);
  const { always, perhaps } = entryOf(type);
  const paths = pathsOf(change);
  return paths.some((path) => always.has(path)) ? "always" : paths.some((path) => perhaps.has(path)) ? "perhaps" : "never";
}

/** Whether a resource is replaced where nothing is known any more of one of its properties, as while what it is made of is gone. */
export function forcesIn({ type }: ComparedResource, property: string): PropertyChange["forces"] {
  if (everyProperty.some((start) => type.startsWith(start))) return "always";
  const { always, perhaps } = entryOf(type);
  return always.has(property) ? "always" : perhaps.has(property) ? "perhaps" : "never";
}

/** The names under which the table may have a change: its own, those above it, and of what comes or goes that, and what is in it. */
function pathsOf({ path, kind, before, after }: Omit<PropertyChange, "forces">): string[] {
  const own = path.replace(/\[[^\]]*\]/g, "");
  const above = own.split(".").map((_, i, all) => all.slice(0, i + 1).join("."));
  if (kind === "change") return above;
  const value = kind === "add" ? after : before;
  return [...above, `${own}[]`, ...inside(value, own)];
}

const inside = (value: unknown, path: string): string[] =>
  Array.isArray(value)
    ? value.flatMap((element) => inside(element, path))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, inner]) => [`${path}.${key}`, ...inside(inner, `${path}.${key}`)])
      : [];

/** Cloud Control's resources have their properties in one document: those that a type takes only at its creation replace it. */
function forcesByDesiredState(
  { inputs = {} }: ComparedResource,
  { before, after }: Omit<PropertyChange, "forces">,
): PropertyChange["forces"] {
  const only = createOnly[String(inputs.typeName)];
  const [was, is] = [before, after].map((text) => (typeof text === "string" ? fromJson(text) : undefined));
  if (only === undefined || !isRecord(was) || !isRecord(is)) return "perhaps";
  const other = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]),
  );
  return other.some((key) => only.includes(key)) ? "always" : other.length === 0 ? "perhaps" : "never";
}

/** Whether the old one has to go first, since both could not be there: by its type, or by a name that the program chose. */
export function isDeletedFirst({ type, inputs = {} }: ComparedResource): boolean {
  const name = namedBy[type] ?? "name";
  const filledIn = Array.isArray(inputs.__defaults) ? inputs.__defaults : [];
  return deletedFirst.has(type) || (name !== "" && type.startsWith("aws:") && name in inputs && !filledIn.includes(name));
}
