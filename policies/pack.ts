import type { Policy } from "./model/policy.ts";
import { rds } from "./rds/index.ts";

/** Every policy of the pack, by service. */
export const policies: readonly Policy[] = [...rds];
