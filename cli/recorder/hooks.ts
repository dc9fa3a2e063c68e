import { registerHooks } from "node:module";
import { unsupported } from "./unsupported.ts";

const stands: Readonly<Record<string, string>> = {
  "@pulumi/pulumi": new URL("index.ts", import.meta.url).href,
  "@pulumi/pulumi/runtime": new URL("runtime.ts", import.meta.url).href,
};

/**
 * Has every module that is loaded from now on, program and resource classes alike, find the recorder where it asks for `@pulumi/pulumi`.
 * To be called before the first of them is: what is loaded keeps what it found.
 */
export function useRecorder(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      if (!specifier.startsWith("@pulumi/pulumi")) return next(specifier, context);
      const url = stands[specifier];
      if (url === undefined) throw unsupported(specifier.slice("@pulumi/pulumi/".length));
      return { url, shortCircuit: true };
    },
  });
}
