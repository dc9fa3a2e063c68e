import type { Policy } from "../model/policy.ts";
import { secretsmanagerConfigureCustomerManagedKey } from "./configure-customer-managed-key.ts";
import { secretsmanagerEnableRotation } from "./enable-rotation.ts";

/** The policies about Secrets Manager. */
export const secretsmanager: readonly Policy[] = [secretsmanagerConfigureCustomerManagedKey, secretsmanagerEnableRotation];
