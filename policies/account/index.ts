import type { Policy } from "../model/policy.ts";
import { accountMissingSecurityContact } from "./missing-security-contact.ts";
import { accountMissingSpendingAlert } from "./missing-spending-alert.ts";

/** The policies about an account itself. */
export const account: readonly Policy[] = [accountMissingSecurityContact, accountMissingSpendingAlert];
