import type { Mutation } from "./mutate.ts";

/** What a stranger does to a demo stack; demo-prod where none is named. */
export type Change = readonly [what: string, mutation: Mutation, stack?: "demo-account" | "demo-dev"];
