// Imported before the SDK is. Takes out what the SDK does at its start or for each value and an offline run has no use for. It is the
// SDK's inside, so tests/stacks/agreement.test.ts compares the resulting graphs with those of an SDK left as it is.
import Module, { createRequire } from "node:module";
import { toPatch } from "../../domain/patched.ts";
import { engine } from "../recorder/hooks.ts";
import { createOutputsOnRead } from "./lazy-outputs.ts";
import { keepKnownParts } from "./partial-texts.ts";

// The recorder stands in its place, and has nothing to take out.
if (engine() === "sdk") patch(createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi")));

function patch(require: NodeJS.Require): void {
  // A compiler and a package manager, over half of the loading time: only for the functions in dynamic providers.
  for (const name of ["typescript", "@npmcli/arborist", "normalize-package-data"]) deferModule(require, name);
  // Three more promises and a trace for each of some ten thousand promises, only to report those that never settle.
  passPromisesThrough(require);
  createOutputsOnRead();
  keepKnownParts();
}

function deferModule(require: NodeJS.Require, name: string): void {
  const file = resolved(require, name);
  // Absent, or in use already: there is nothing to defer.
  if (file === undefined || require.cache[file]) return;
  const stand = new Module(file);
  stand.exports = loadOnUse(() => {
    if (require.cache[file] === stand) delete require.cache[file];
    return require(file);
  });
  stand.loaded = true;
  require.cache[file] = stand;
}

function passPromisesThrough(require: NodeJS.Require): void {
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) return;
  const file = "@pulumi/pulumi/runtime/debuggable.js";
  const debuggable: { debuggablePromise?: (promise: unknown) => unknown } = require(file);
  toPatch(debuggable.debuggablePromise, `${file} debuggablePromise`);
  debuggable.debuggablePromise = (promise) => promise;
}

function resolved(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** Stands for a CommonJS module, also for the import helpers of code compiled from TypeScript. */
function loadOnUse(load: () => Record<string | symbol, unknown>): object {
  return new Proxy(
    {},
    {
      get(_target, property) {
        if (property === "__esModule") return true;
        const exports = load();
        return property === "default" ? (exports.default ?? exports) : exports[property];
      },
    },
  );
}
