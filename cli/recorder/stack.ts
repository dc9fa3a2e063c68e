import { isRecord } from "../../domain/values.ts";
import { isArchive, isAsset, isOutput, isResource } from "./marks.ts";
import type { Transformation } from "./model.ts";
import { type Output, output } from "./output.ts";
import { ComponentResource, CustomResource } from "./resource.ts";
import { getProject, getStack, log, run } from "./state.ts";
import { strict, unsupported } from "./unsupported.ts";

const TYPE = "pulumi:pulumi:Stack";

/** Runs `init` within a new stack; what it returns are the stack's outputs. */
export function runInPulumiStack(init: () => unknown): Promise<unknown> {
  return new Stack(init).outputs.promise();
}

class Stack extends ComponentResource {
  readonly outputs: Output;

  constructor(init: () => unknown) {
    run().root = undefined;
    super(TYPE, `${getProject()}-${getStack()}`, { init });
    this.outputs = output(this.getData());
  }

  override async initialize({ init }: Record<string, unknown>): Promise<unknown> {
    if (typeof init !== "function") throw new Error("a stack was given no program, expected a function");
    // Everything else is below it.
    await this.urn.promise();
    run().root = this;
    let outputs: unknown;
    try {
      const returned: unknown = await init();
      outputs = await plain(undefined, returned, []);
    } finally {
      this.registerOutputs(outputs);
    }
    return outputs;
  }
}

/** Resolves a program's result into plain values and outputs of these. */
async function plain(key: string | undefined, value: unknown, within: readonly unknown[]): Promise<unknown> {
  if (value === undefined && within.length === 1) {
    log.warn(`Undefined value (${key}) will not show as a stack output.`);
    return undefined;
  }
  if (typeof value !== "object" || value === null || isAsset(value) || isArchive(value)) return value;
  if (value instanceof Promise) return await plain(key, await value, within);
  if (isOutput(value)) {
    const result = value.apply((known) => plain(key, known, within));
    await result.promise();
    return result;
  }
  if (isResource(value)) throw unsupported("resource as an output of a stack");
  if (within.includes(value)) return undefined;
  const inner = [...within, value];
  if (Array.isArray(value)) {
    const parts: unknown[] = [];
    for (const part of value) parts.push(await plain(undefined, part, inner));
    return parts;
  }
  const object: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) object[name] = await plain(name, part, inner);
  return object;
}

/** Has `transform` change every resource that is made from now on. */
export function registerStackTransformation(transform: Transformation): void {
  const { root } = run();
  if (!root) throw new Error("The root stack resource was referenced before it was initialized.");
  root.__transformations = [...root.__transformations, transform];
}

/** Another stack's outputs: offline they are all unknown. */
export class StackReference extends CustomResource {
  declare readonly name: Output;
  declare readonly outputs: Output;

  constructor(name: string, args: { readonly name?: unknown } = {}, options = {}) {
    const id = args.name ?? name;
    super("pulumi:pulumi:StackReference", name, { name: id, outputs: undefined, secretOutputNames: undefined }, { ...options, id });
    // biome-ignore lint/correctness/noConstructorReturn: so that every other member throws by its name.
    return strict("StackReference", this);
  }

  getOutput(name: unknown): Output {
    return output([name, this.outputs]).apply((both) => entryOf(both));
  }

  requireOutput(name: unknown): Output {
    return output([name, this.outputs]).apply((both) => {
      const found = entryOf(both);
      if (found === undefined) throw new Error(`Required output does not exist on stack '${this.__name}'.`);
      return found;
    });
  }
}

/** The entry that a key and an object, in this order, say. */
function entryOf(both: unknown): unknown {
  const [key, outputs]: readonly unknown[] = Array.isArray(both) ? both : [];
  return isRecord(outputs) ? outputs[String(key)] : undefined;
}
