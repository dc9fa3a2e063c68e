import { createRequire } from "node:module";
import { toPatch } from "../../domain/patched.ts";
import { unknownProperty } from "./partial-texts.ts";

const require = createRequire(import.meta.url);

/** The SDK's function that settles one property of a resource after its registration. */
type Settle = (value: unknown, isKnown: boolean, isSecret: boolean, dependencies?: unknown[], error?: unknown) => void;

/** The part of the SDK that is patched. */
export interface Rpc {
  transferProperties?: (resource: object, label: string, properties: object) => Record<string, Settle>;
}

interface OutputModule {
  readonly Output: new (resource: object, ...promises: readonly Promise<unknown>[]) => object;
}

/**
 * Makes the SDK create a resource's outputs when the program reads them. Of some thirty on each, a program reads one or two, and
 * each is a proxy over two dozen promises: created ahead, they are most of the memory and half of the time of a run.
 */
export function createOutputsOnRead(rpc: Rpc = require("@pulumi/pulumi/runtime/rpc.js")): void {
  const { Output }: OutputModule = require("@pulumi/pulumi/output.js");
  toPatch(rpc.transferProperties, "@pulumi/pulumi/runtime/rpc.js transferProperties");
  rpc.transferProperties = (resource, label, properties) => {
    const names = Object.keys(properties).filter((name) => name !== "id" && name !== "urn");
    const taken = names.find((name) => Object.hasOwn(resource, name));
    if (taken !== undefined) throw new Error(`${label}: property ${taken} exists already, expected the SDK to be the first to set it`);
    return Object.fromEntries(names.map((name) => [name, defineOnRead(resource, name, Output)]));
  };
}

function defineOnRead(resource: object, name: string, Output: OutputModule["Output"]): Settle {
  let output: unknown;
  let settle: Settle | undefined;
  let settled: Parameters<Settle> | undefined;
  const create = () => {
    const parts = [
      Promise.withResolvers<unknown>(),
      Promise.withResolvers<unknown>(),
      Promise.withResolvers<unknown>(),
      Promise.withResolvers<unknown>(),
    ];
    settle = (value, isKnown, isSecret, dependencies = [], error = undefined) => {
      const values = [!isKnown && value === undefined ? unknownProperty(resource, name) : value, isKnown, isSecret, dependencies];
      for (const [at, part] of parts.entries()) error === undefined ? part.resolve(values[at]) : part.reject(error);
    };
    if (settled) settle(...settled);
    return new Output(resource, ...parts.map(({ promise }) => promise));
  };
  Object.defineProperty(resource, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      output ??= create();
      return output;
    },
    set: (value: unknown) => {
      output = value;
    },
  });
  return (...outcome) => {
    if (settle) settle(...outcome);
    else settled = outcome;
  };
}
