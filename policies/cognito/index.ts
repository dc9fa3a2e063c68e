import type { Policy } from "../model/policy.ts";
import { cognitoConfigureClient } from "./configure-client.ts";
import { cognitoConfigurePasswordPolicy } from "./configure-password-policy.ts";
import { cognitoDisallowSelfSignUp } from "./disallow-self-sign-up.ts";
import { cognitoEnableDeletionProtection } from "./enable-deletion-protection.ts";
import { cognitoEnableThreatProtection } from "./enable-threat-protection.ts";
import { cognitoEnforceMfa } from "./enforce-mfa.ts";

/** The policies about accounts of staff in Cognito. */
export const cognito: readonly Policy[] = [
  cognitoConfigureClient,
  cognitoConfigurePasswordPolicy,
  cognitoDisallowSelfSignUp,
  cognitoEnableDeletionProtection,
  cognitoEnableThreatProtection,
  cognitoEnforceMfa,
];
