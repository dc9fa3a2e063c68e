import { isRecord } from "../../../domain/values.ts";

/** Inputs of a resource, each with one property changed: another tag, a switch turned, a number one up, a list one short, a document that reads otherwise. */
export function changesOf(inputs: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  return Object.entries(inputs)
    .filter(([key]) => !key.startsWith("__"))
    .map(([key, value]) => [key, key === "tags" ? { ...Object(value), changed: "yes" } : changed(key, value)] as const)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ({ ...inputs, [key]: value }));
}

function changed(key: string, value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return changedText(key, value);
  if (Array.isArray(value)) return value.length > 1 ? value.slice(0, -1) : undefined;
  if (!isRecord(value)) return undefined;
  for (const [inner, one] of Object.entries(value)) {
    const other = changed(inner, one);
    if (other !== undefined) return { ...value, [inner]: other };
  }
  return undefined;
}

function changedText(key: string, value: string): string | undefined {
  if (/descr|comment/i.test(key)) return `${value}x`;
  if (!/polic|document|pattern|content$/i.test(key) || !value.startsWith("{")) return undefined;
  return value.replace(/"Sid":\s*"(\w+)"/, '"Sid":"$1x"');
}
