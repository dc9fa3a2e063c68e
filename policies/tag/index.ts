import type { Policy } from "../model/policy.ts";
import { tagMissingEnvironment } from "./missing-environment.ts";

/** The policies about tags. */
export const tag: readonly Policy[] = [tagMissingEnvironment];
