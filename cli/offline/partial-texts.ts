import { createRequire } from "node:module";
import { markOf, UNKNOWN } from "../../domain/graph-values.ts";
import { toPatch } from "../../domain/patched.ts";
import { isRecord } from "../../domain/values.ts";

const require = createRequire(import.meta.url);

/** The parts of Pulumi's outputs that the patches use. */
interface Output {
  promise(withUnknowns: true): Promise<unknown>;
  resources(): unknown;
  allResources(): Promise<unknown>;
  readonly isSecret: Promise<boolean>;
}

/** The part of the SDK that is patched, and what the patches call there. */
interface OutputModule {
  readonly Output: { isInstance(value: unknown): value is Output; readonly prototype: { apply?: Apply } };
  readonly unknown?: object;
  readonly isUnknown: (value: unknown) => boolean;
  readonly containsUnknowns: (value: unknown) => boolean;
  readonly jsonStringify: (value: unknown) => unknown;
  readonly concat: (...parts: unknown[]) => unknown;
  readonly interpolate: (literals: readonly string[], ...parts: unknown[]) => unknown;
}

type Change = (value: unknown) => unknown;
type Apply = (this: unknown, change: Change, runWithUnknowns?: boolean) => unknown;

interface Rpc {
  serializeResourceProperties?: (label: string, properties: unknown, options: unknown) => Promise<unknown>;
}

/** An unknown value of which more is known; to the SDK, which tells them by the mark, it is as unknown as its own. */
class PartlyKnown {
  readonly __pulumiUnknown = true;
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

/** An unknown property of a resource: a text that is made of it says so. */
export const unknownProperty = (resource: object, property: string): object =>
  new PartlyKnown(markOf(String(Reflect.get(resource, "__pulumiType")), String(Reflect.get(resource, "__name")), property));

/**
 * Keeps what is known of a text that `jsonStringify`, `concat` and `interpolate` make of known and unknown parts, and hands documents
 * over with a mark for each unknown part. To the SDK they stay unknown, so that no function of a program's own ever meets a mark.
 */
export function keepKnownParts(): void {
  const sdk: OutputModule = require("@pulumi/pulumi/output.js");
  const rpc: Rpc = require("@pulumi/pulumi/runtime/rpc.js");
  const unknown: object = Object.getPrototypeOf(toPatch(sdk.unknown, "@pulumi/pulumi/output.js unknown"));
  Object.assign(unknown, { toString: () => UNKNOWN, toJSON: () => UNKNOWN });
  const { prototype } = sdk.Output;
  const apply = toPatch(prototype.apply, "@pulumi/pulumi/output.js Output.apply");
  const writers = writersOf(sdk, apply);
  prototype.apply = function (change, runWithUnknowns) {
    if (runWithUnknowns || !writers.has(String(change))) return apply.call(this, change, runWithUnknowns);
    return apply.call(this, (known) => textOf(known, change, sdk), true);
  };
  const serialize = toPatch(rpc.serializeResourceProperties, "@pulumi/pulumi/runtime/rpc.js serializeResourceProperties");
  rpc.serializeResourceProperties = async (label, properties, options) => serialize(label, await withDocuments(properties, sdk), options);
}

/** The sources of the functions by which the SDK makes texts. It calls them inside, and earlier imports have names of their own. */
function writersOf({ Output: { prototype }, jsonStringify, concat, interpolate }: OutputModule, apply: Apply): ReadonlySet<string> {
  const sources = new Set<string>();
  prototype.apply = function (change) {
    sources.add(String(change));
    return apply.call(this, change);
  };
  jsonStringify("");
  concat("");
  interpolate([""]);
  return toPatch(sources.size === 3 ? sources : undefined, "@pulumi/pulumi/output.js jsonStringify, concat, interpolate");
}

function textOf(known: unknown, write: Change, { isUnknown, containsUnknowns }: OutputModule): unknown {
  if (isUnknown(known)) return known;
  return containsUnknowns(known) ? new PartlyKnown(String(write(known))) : write(known);
}

/** The properties with each output that is a partly known document in a form that the SDK sends as text. */
async function withDocuments(value: unknown, sdk: OutputModule): Promise<unknown> {
  if (sdk.Output.isInstance(value)) return await document(value);
  if (Array.isArray(value)) return await Promise.all(value.map((element) => withDocuments(element, sdk)));
  if (!isRecord(value) || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const entries = Object.entries(value).map(async ([key, element]) => [key, await withDocuments(element, sdk)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** Secrets stay unknown as a whole. Where an output fails, the SDK says of which property. */
async function document(output: Output): Promise<unknown> {
  const [value, isSecret] = await Promise.all([output.promise(true), output.isSecret]).catch(() => []);
  if (!(value instanceof PartlyKnown) || isSecret || !/^\s*[{[]/.test(value.text)) return output;
  return {
    __pulumiOutput: true,
    resources: () => output.resources(),
    allResources: () => output.allResources(),
    isSecret: output.isSecret,
    isKnown: Promise.resolve(true),
    promise: () => Promise.resolve(value.text),
  };
}
