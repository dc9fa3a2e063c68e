import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../../../domain/values.ts";

/** One change of a stack's settings. */
export interface Case {
  readonly stack: string;
  /** Where in the settings, with dots. */
  readonly path: string;
  readonly value: unknown;
}

const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../../stacks/schema.json"), "utf8"));

/** A change of each leaf of the settings' schema, with the values that its type allows, over what the stack has. Not all of them are valid settings. */
export function casesOf(stack: string, kind: "store" | "account", settings: unknown): Case[] {
  const definitions = isRecord(schema) ? schema.$defs : undefined;
  return leaves(isRecord(definitions) ? definitions[kind] : undefined, []).flatMap(({ path, leaf }) => {
    const now = at(settings, path);
    return valuesOf(leaf, path.at(-1) ?? "", now)
      .filter((value) => JSON.stringify(value) !== JSON.stringify(now))
      .map((value) => ({ stack, path: path.join("."), value }));
  });
}

/** Settings with another value at a path. */
export function settingsWith(settings: unknown, path: readonly string[], value: unknown): Record<string, unknown> {
  const [first = "", ...rest] = path;
  const held = isRecord(settings) ? settings : {};
  return { ...held, [first]: rest.length === 0 ? value : settingsWith(held[first], rest, value) };
}

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((found, part) => (isRecord(found) ? found[part] : undefined), value);

interface Leaf {
  readonly path: readonly string[];
  readonly leaf: Record<string, unknown>;
}

function leaves(node: unknown, path: readonly string[]): Leaf[] {
  if (!isRecord(node)) return [];
  if (isRecord(node.properties)) return Object.entries(node.properties).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  const choices = Array.isArray(node.anyOf) ? node.anyOf : [];
  return choices.length > 0 ? choices.flatMap((choice) => leaves(choice, path)) : [{ path, leaf: node }];
}

function valuesOf(leaf: Record<string, unknown>, key: string, now: unknown): unknown[] {
  if (Array.isArray(leaf.enum)) return leaf.enum.slice(0, 3);
  if (leaf.type === "boolean") return [true, false];
  if (leaf.type === "integer" || leaf.type === "number") return numbersOf(leaf, now);
  if (leaf.type === "string") return textsOf(key, now);
  return leaf.type === "array" && Array.isArray(now) && now.length > 1 ? [now.slice(0, -1)] : [];
}

function numbersOf({ minimum, maximum }: Record<string, unknown>, now: unknown): number[] {
  if (typeof now === "number") return [now + 1, Math.max(1, now - 1), now * 2];
  const low = typeof minimum === "number" ? minimum : 1;
  return [low, low + 1, typeof maximum === "number" ? Math.min(maximum, low * 2 + 1) : low * 2];
}

function textsOf(key: string, now: unknown): string[] {
  if (typeof now !== "string") return /domain|host/i.test(key) ? ["other.example.com"] : ["other"];
  const counted = now.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
  return [counted, `other-${now}`, now.replace("example.com", "example.org")];
}
