import type { Test } from "../context.ts";

/** A statement that only AWS can decide; `why` says what of it, as a noun. */
export const onlyAws = (why: string): Test => ({ test: () => undefined, why: () => `AWS decides on ${why}` });
