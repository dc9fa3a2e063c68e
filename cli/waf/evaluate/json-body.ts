import { isRecord } from "../../../domain/values.ts";
import { fromBytes, toBytes } from "./bytes.ts";

/**
 * The texts in a JSON body that a statement looks at: those at some JSON pointers, or all; keys, values, or both. Undefined where
 * the body is no JSON.
 */
export function jsonTexts(body: string, pointers: readonly string[], scope: string): readonly string[] | undefined {
  const content = parsed(body);
  if (content === undefined) return undefined;
  const roots = pointers.length === 0 ? [content.value] : pointers.flatMap((pointer) => at(content.value, pointer.split("/").slice(1)));
  return roots.flatMap((root) => texts(root, scope)).map(toBytes);
}

function parsed(body: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(fromBytes(body)) };
  } catch {
    return undefined;
  }
}

/** `*` stands for every element of a list. */
function at(value: unknown, steps: readonly string[]): unknown[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [value];
  if (Array.isArray(value))
    return (step === "*" ? value : [value[Number(step)]]).filter((each) => each !== undefined).flatMap((each) => at(each, rest));
  const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
  return isRecord(value) && Object.hasOwn(value, key) ? at(value[key], rest) : [];
}

function texts(value: unknown, scope: string): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => texts(each, scope));
  if (isRecord(value))
    return Object.entries(value).flatMap(([key, inner]) => [...(scope === "VALUE" ? [] : [key]), ...texts(inner, scope)]);
  return scope === "KEY" ? [] : [String(value)];
}
