/**
 * The platform of all functions: Graviton, and the runtime whose Node is the one that this program is tested on
 * (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: nodejs24.x is patched until 2028-04-30).
 */
export const secureFunction = { architectures: ["arm64"], runtime: "nodejs24.x" };

/**
 * Protection of a function against two runs at once. `reserved`: Lambda runs one and lets the others wait, which takes one of the
 * account's concurrent runs, of which a new account has ten and may reserve none. `spaced`: its calls are further apart than it may
 * run, and Lambda does not repeat one that failed; only an event delivered twice would then run twice.
 */
export type OneAtATime = "reserved" | "spaced";

/** The name of a function of a stack; known in advance, so that policies and schedules can hold it. */
export const functionName = (stack: string, name: string): string => `${stack}-${name}`;
