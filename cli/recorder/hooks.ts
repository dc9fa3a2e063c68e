import { registerHooks } from "node:module";
import { unsupported } from "./unsupported.ts";

const stands: Readonly<Record<string, string>> = {
  "@pulumi/pulumi": new URL("index.ts", import.meta.url).href,
  "@pulumi/pulumi/runtime": new URL("runtime.ts", import.meta.url).href,
};

let recorded = false;

/** The engine that runs programs in this process: the recorder, or Pulumi's own SDK. */
export type Engine = "recorder" | "sdk";

export const engine = (): Engine => (recorded ? "recorder" : "sdk");

/**
 * Has every module that is loaded from now on, program and resource classes alike, find the recorder where it asks for `@pulumi/pulumi`.
 * To be called before the first of them is: what is loaded keeps what it found.
 */
export function useRecorder(): void {
  recorded = true;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (!specifier.startsWith("@pulumi/pulumi")) return next(specifier, context);
      const url = stands[specifier];
      if (url === undefined) throw unsupported(specifier.slice("@pulumi/pulumi/".length));
      return { url, shortCircuit: true };
    },
  });
}
