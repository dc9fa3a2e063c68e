import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { StackConfig } from "../../cli/offline/run.ts";
import { isRecord } from "../../domain/values.ts";
import { parseSettings } from "../../stacks/settings.ts";
import { configWith, settingsOf } from "../stacks/graphs.ts";

interface Part {
  readonly $defs?: Record<string, Part>;
  readonly properties?: Record<string, Part>;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A setting by its path, and another value; undefined takes it out. */
interface Change {
  readonly path: readonly string[];
  readonly value: unknown;
}

const schema: Part = JSON.parse(readFileSync(new URL("../../stacks/schema.json", import.meta.url), "utf8"));

/** Changes of every setting that the schema has values for, and the absence of any other. */
function changesOf(part: Part | undefined, path: readonly string[] = []): fc.Arbitrary<Change>[] {
  return Object.entries(part?.properties ?? {}).flatMap(([key, child]) => {
    const own = [...path, key];
    return [valuesOf(child).map((value) => ({ path: own, value })), ...changesOf(child, own)];
  });
}

function valuesOf({ type, enum: values, minimum = 0, maximum = 100 }: Part): fc.Arbitrary<unknown> {
  if (values) return fc.constantFrom(...values);
  if (type === "boolean") return fc.boolean();
  if (type === "integer") return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 40) });
  return fc.constant(undefined);
}

function changed(settings: object, { path: [key = "", ...rest], value }: Change): Record<string, unknown> {
  const inner: unknown = Reflect.get(settings, key);
  if (rest.length === 0) return { ...settings, [key]: value };
  return { ...settings, [key]: changed(isRecord(inner) ? inner : {}, { path: rest, value }) };
}

/** The settings with each change that leaves them right. */
const mended = (stack: string, changes: readonly Change[]): Record<string, unknown> =>
  changes.reduce((settings, change) => {
    const next: Record<string, unknown> = JSON.parse(JSON.stringify(changed(settings, change)));
    return parseSettings(stack, next).faults ? settings : next;
  }, settingsOf(stack));

/** Random stacks: a demo stack of which many settings are others. */
export const stacks: fc.Arbitrary<StackConfig> = fc.constantFrom("demo-dev", "demo-prod", "demo-staging", "demo-account").chain((demo) => {
  const kind = demo === "demo-account" ? "account" : "store";
  const changes = fc.array(fc.oneof(...changesOf(schema.$defs?.[kind])), { minLength: 10, maxLength: 60 });
  return changes.map((list) => {
    const settings = mended(demo, list);
    const gone = Object.keys(settingsOf(demo)).filter((key) => !(key in settings));
    return configWith(demo, { ...Object.fromEntries(gone.map((key) => [key, undefined])), ...settings });
  });
});
