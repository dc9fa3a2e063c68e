import type { Policy } from "../model/policy.ts";
import { inspectorEnableTypes } from "./enable-types.ts";
import { inspectorMissingEnabler } from "./missing-enabler.ts";

/** The policies about Inspector. */
export const inspector: readonly Policy[] = [inspectorMissingEnabler, inspectorEnableTypes];
