import type { Policy } from "../model/policy.ts";
import { lambdaConfigureRuntime } from "./configure-runtime.ts";
import { lambdaDisallowPublicAccess } from "./disallow-public-access.ts";
import { lambdaMissingLogGroup } from "./missing-log-group.ts";

/** The policies about functions. */
export const lambda: readonly Policy[] = [lambdaDisallowPublicAccess, lambdaConfigureRuntime, lambdaMissingLogGroup];
