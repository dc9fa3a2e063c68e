/**
 * What all functions run on: Graviton, and the runtime whose Node is the one that this program is tested on
 * (docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html: nodejs24.x is patched until 2028-04-30).
 */
export const secureFunction = { architectures: ["arm64"], runtime: "nodejs24.x" };

/** The name of a function of a stack; known in advance, so that policies and schedules can hold it. */
export const functionName = (stack: string, name: string): string => `${stack}-${name}`;
