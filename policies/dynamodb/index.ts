import type { Policy } from "../model/policy.ts";
import { dynamodbConfigureCustomerManagedKey } from "./configure-customer-managed-key.ts";
import { dynamodbEnableDeletionProtection } from "./enable-deletion-protection.ts";
import { dynamodbEnableRecovery } from "./enable-recovery.ts";

/** The policies about DynamoDB. */
export const dynamodb: readonly Policy[] = [dynamodbConfigureCustomerManagedKey, dynamodbEnableDeletionProtection, dynamodbEnableRecovery];
