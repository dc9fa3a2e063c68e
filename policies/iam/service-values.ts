import { isSecret, isUnknown } from "../../domain/graph-values.ts";
import { fromJson, isRecord } from "../../domain/values.ts";
import { oncePerStack } from "../model/once.ts";
import type { Resource } from "../model/stack.ts";
import { isSet } from "../model/values.ts";

/** A value found in a resource; undefined where only AWS knows it, `made` of the resources that `by` names. */
export interface Found {
  readonly text: string | undefined;
  readonly by: readonly string[];
}

/** The values at a path of which `*` is each element of a list, as far as they are set. */
export function valuesAt(resource: Resource, path: string): Found[] {
  const [top = ""] = path.split(".");
  const by = resource.propertyDependencies[top] ?? [];
  return walk(resource.properties, path.split(".")).flatMap((value): Found[] => {
    if (isUnknown(value) || isSecret(value)) return [{ text: undefined, by }];
    return typeof value === "string" && value !== "" ? [{ text: value, by }] : [];
  });
}

function walk(value: unknown, [step, ...rest]: readonly string[]): unknown[] {
  if (step === undefined || isUnknown(value) || isSecret(value)) return [value];
  if (step === "*") return [value].flat().flatMap((element) => walk(element, rest));
  // A block of which there is one at most may be written as a list of one.
  const first: unknown = Array.isArray(value) ? value[0] : value;
  // A document, such as the one that says where dead letters go.
  const from = typeof first === "string" ? fromJson(first) : first;
  return isRecord(from) ? walk(from[step], rest) : [];
}

/** Whether properties have the values that a row wants: one that only AWS knows has not. */
export function isAsWanted(resource: Resource, when: Readonly<Record<string, readonly (string | boolean)[] | null>>): boolean {
  return Object.entries(when).every(([path, wanted]) => {
    if (wanted === null) return !isSet(resource.properties, path);
    const values = walk(resource.properties, path.split(".")).filter((value) => value !== undefined && value !== null);
    return (values.length === 0 ? [""] : values).some((value) => wanted.some((one) => String(one) === String(value)));
  });
}

/** A property as text, or `*` where it is not known. */
export function textOr(resource: Resource, property: string, other = "*"): string {
  const value = resource.properties[property];
  return typeof value === "string" && value !== "" && !isUnknown(value) ? value : other;
}

/** The account of a stack, by its ARNs; `*` where they name none, or several. */
export const accountOf = oncePerStack((stack) => {
  const found = new Set(
    stack.resources.flatMap(({ properties }) => /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/.exec(String(properties.arn))?.[1] ?? []),
  );
  const [account = "*"] = found.size === 1 ? found : ["*"];
  return account;
});

/** A Region as the resources' own property or ARN tells it; `*` where none does. */
export function regionOf(...resources: readonly Resource[]): string {
  const told = resources.flatMap((resource) => {
    const region = textOr(resource, "region", "");
    return region === "" ? (/^arn:[^:]+:[^:]+:([a-z0-9-]+):/.exec(textOr(resource, "arn", ""))?.[1] ?? []) : region;
  });
  return told[0] ?? "*";
}

/** A text with its placeholders, such as `{account}`, filled in; those without a value become `*`. */
export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "*").replace(/\*{2,}/g, "*");
