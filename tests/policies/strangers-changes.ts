import type { Mutation } from "./mutate.ts";
import type { Demo } from "./strangers.ts";

/** What a stranger does to a demo stack, demo-prod where none is named, and what finds it: a policy, or a control. */
export type Change = readonly [by: string, what: string, mutation: Mutation, stack?: Demo];
