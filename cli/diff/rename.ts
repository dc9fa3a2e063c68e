import { isRecord } from "../../domain/values.ts";
import type { GraphResource } from "../offline/graph.ts";

/** The graph of a stack as that of one of another name, so that what only follows from the name is no difference. */
export function renamed(graph: readonly GraphResource[], from: string, to: string): GraphResource[] {
  if (from === to) return [...graph];
  // A name is a word of its own also in `demo-prod-logs` and `/demo-prod/logins`.
  const word = new RegExp(`(?<![A-Za-z0-9])${from.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![A-Za-z0-9])`, "g");
  return graph.map((resource) => ({ ...resource, ...recordWith(resource, (text) => text.replace(word, to)) }));
}

function recordWith(value: object, change: (text: string) => string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [change(key), valueWith(part, change)]));
}

function valueWith(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((part) => valueWith(part, change));
  return isRecord(value) ? recordWith(value, change) : value;
}
