// Stands for @pulumi/pulumi/runtime.
import { unsupported } from "./unsupported.ts";

export { invoke, invokeOutput } from "./invoke.ts";
export { registerStackTransformation, runInPulumiStack } from "./stack.ts";
export { disconnect, setAllConfig, setMockOptions } from "./state.ts";

/** Calls a method of a resource at its provider. */
export function call(token: string): never {
  throw unsupported(`runtime.call of ${token}`);
}

/** Whether an engine is there to log to. */
export const hasEngine = (): boolean => false;

/** See index.ts. */
export const __esModule = true;
