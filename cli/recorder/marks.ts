import { UNKNOWN } from "../../domain/graph-values.ts";
import type { ComponentResource, CustomResource, Output, Resource, State } from "./model.ts";

// What a value is, by the marks that the SDK itself looks for: resources and outputs may come from wherever.

const hasMark = (value: unknown, mark: string): boolean =>
  typeof value === "object" && value !== null && mark in value && Reflect.get(value, mark) === true;

export const isOutput = (value: unknown): value is Output => hasMark(value, "__pulumiOutput");
export const isResource = (value: unknown): value is Resource => hasMark(value, "__pulumiResource");
export const isCustom = (value: unknown): value is CustomResource => hasMark(value, "__pulumiCustomResource");
export const isComponent = (value: unknown): value is ComponentResource => hasMark(value, "__pulumiComponentResource");
export const isAsset = (value: unknown): boolean => hasMark(value, "__pulumiAsset");
export const isArchive = (value: unknown): boolean => hasMark(value, "__pulumiArchive");

/** A value that is known only after apply, with what is known of its text: {@link UNKNOWN}, or a text with marks (decision 0070). */
export class Unknown {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  toJSON(): string {
    return this.text;
  }
}

/** One of which nothing is known. */
export const unknown = new Unknown(UNKNOWN);

export const isUnknown = (value: unknown): value is Unknown => value instanceof Unknown;

/** Whether a value is unknown or has something unknown in it; what outputs and resources in it hold is their own. */
export function containsUnknowns(value: unknown, seen = new Set<unknown>()): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (isUnknown(value)) return true;
  if (seen.has(value) || isOutput(value) || isResource(value)) return false;
  seen.add(value);
  return Object.values(value).some((part) => containsUnknowns(part, seen));
}

const none: ReadonlySet<Resource> = new Set();

/** The state of a value; one that is unknown as a whole, as {@link unknown} says it. */
export const stateOf = (value: unknown, resources: ReadonlySet<Resource> = none, secret = false): State => ({
  value,
  known: !containsUnknowns(value),
  secret,
  resources,
});
