import { isAnything, isSecret, withoutMarks } from "../../domain/graph-values.ts";
import { isRecord } from "../../domain/values.ts";

/** Placeholder of a value that does not exist before AWS makes it. */
export const AFTER_APPLY = "known after apply";

/** Placeholder of a secret. */
export const HIDDEN = "[secret]";

/** A value as people may see it: nothing of its secrets, and words for what is known only after apply. */
export function shown(value: unknown): unknown {
  if (isSecret(value)) return HIDDEN;
  if (isAnything(value)) return AFTER_APPLY;
  if (typeof value === "string") return withoutMarks(value);
  if (Array.isArray(value)) return value.map(shown);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shown(part)]));
}

/** `value` with `change` applied to each text in it. */
export function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((part) => mapTexts(part, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)]));
}
