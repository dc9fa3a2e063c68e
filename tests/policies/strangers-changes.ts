import type { Mutation } from "./mutate.ts";

/** What a stranger does to a demo stack, demo-prod where none is named, and a policy that finds it. */
export type Change = readonly [policy: string, what: string, mutation: Mutation, stack?: "demo-account" | "demo-dev"];
