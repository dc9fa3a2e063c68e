import type { Policy } from "../model/policy.ts";
import { lifecycleDisallowEnded } from "./disallow-ended.ts";
import { lifecycleMissingSuccessor } from "./missing-successor.ts";

/** The policies about what gets no more fixes, or soon none. */
export const lifecycle: readonly Policy[] = [lifecycleDisallowEnded, lifecycleMissingSuccessor];
